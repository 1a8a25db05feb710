import { describe, expect, it } from 'vitest';
import { checkParameters, type ParameterRules } from './parameter-rules.ts';
import { ServiceError } from './service-error.ts';

const RULES: ParameterRules = {
  DurationSeconds: { kind: 'integer', min: 900, max: 129_600 },
  SerialNumber: { kind: 'text', minLength: 9, maxLength: 256, pattern: '[\\w+=/:,.@-]*' },
  TokenCode: { kind: 'text', minLength: 6, maxLength: 6, pattern: '[\\d]*' },
};

function refusal(values: Record<string, string>, rules = RULES): ServiceError | undefined {
  try {
    checkParameters(new Map(Object.entries(values)), rules);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

const at = (member: string, value: string, constraint: string) =>
  `Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`;

describe('checkParameters', () => {
  it.each([
    [{}],
    [{ DurationSeconds: '900' }],
    [{ DurationSeconds: '129600' }],
    [{ DurationSeconds: '+900' }],
    [{ SerialNumber: 'GAHT12345' }],
    [{ SerialNumber: `arn:aws:iam::123456789012:mfa/${'a'.repeat(226)}` }],
    [{ TokenCode: '000000' }],
    [{ Unknown: 'ignored' }],
  ])('passes %j', (values) => {
    expect(refusal(values)).toBeUndefined();
  });

  it.each([
    [{ DurationSeconds: '899' }, [at('durationSeconds', '899', 'have value greater than or equal to 900')]],
    [{ DurationSeconds: '-1' }, [at('durationSeconds', '-1', 'have value greater than or equal to 900')]],
    [{ DurationSeconds: '129601' }, [at('durationSeconds', '129601', 'have value less than or equal to 129600')]],
    [{ SerialNumber: 'GAHT1234' }, [at('serialNumber', 'GAHT1234', 'have length greater than or equal to 9')]],
    [{ SerialNumber: 'a'.repeat(257) }, [at('serialNumber', 'a'.repeat(257), 'have length less than or equal to 256')]],
    [
      { SerialNumber: 'GAHT 12345678' },
      [at('serialNumber', 'GAHT 12345678', 'satisfy regular expression pattern: [\\w+=/:,.@-]*')],
    ],
    [{ TokenCode: '12345' }, [at('tokenCode', '12345', 'have length greater than or equal to 6')]],
    [{ TokenCode: '1234567' }, [at('tokenCode', '1234567', 'have length less than or equal to 6')]],
    [{ TokenCode: '12345a' }, [at('tokenCode', '12345a', 'satisfy regular expression pattern: [\\d]*')]],
    [{ TokenCode: '12345\n' }, [at('tokenCode', '12345\n', 'satisfy regular expression pattern: [\\d]*')]],
    [{ TokenCode: '١٢٣٤٥٦' }, [at('tokenCode', '١٢٣٤٥٦', 'satisfy regular expression pattern: [\\d]*')]],
    [{ TokenCode: '' }, [at('tokenCode', '', 'have length greater than or equal to 6')]],
    [
      { TokenCode: '138502\\' },
      [
        at('tokenCode', '138502\\', 'have length less than or equal to 6'),
        at('tokenCode', '138502\\', 'satisfy regular expression pattern: [\\d]*'),
      ],
    ],
    [
      { DurationSeconds: '600', TokenCode: '1' },
      [
        at('durationSeconds', '600', 'have value greater than or equal to 900'),
        at('tokenCode', '1', 'have length greater than or equal to 6'),
      ],
    ],
  ])('refuses %j', (values, violations) => {
    const error = refusal(values);
    expect(error).toMatchObject({ status: 400, code: 'ValidationError' });
    const head =
      violations.length === 1 ? '1 validation error detected' : `${violations.length} validation errors detected`;
    expect(error?.message).toBe(`${head}: ${violations.join('; ')}`);
  });

  it.each(['', 'abc', '1e3', '900.0', '0x400', ' 900', '900 ', '2147483648', '99999999999999999999', 'NaN'])(
    'takes %j for no integer',
    (DurationSeconds) => {
      expect(refusal({ DurationSeconds })).toMatchObject({ status: 400, code: 'MalformedInput' });
    },
  );

  it('misses what is required', () => {
    const rules: ParameterRules = { RoleArn: { kind: 'text', minLength: 20, maxLength: 2048, required: true } };
    expect(refusal({}, rules)?.message).toBe(
      "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
    );
  });
});
