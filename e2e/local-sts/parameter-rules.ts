import { malformedInput, validationErrors } from './service-error.ts';

/** What the service model says of one parameter. Bounds are inclusive. */
type ParameterRule =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly required?: boolean }
  | {
      readonly kind: 'text';
      readonly minLength: number;
      readonly maxLength: number;
      /** The pattern as AWS prints it, without anchors: it has to fit the whole value. */
      readonly pattern?: string;
      readonly required?: boolean;
    };

/** The rules of one operation, by the parameter's name as it stands in the request. */
export type ParameterRules = Readonly<Record<string, ParameterRule>>;

/**
 * Checks `parameters` against `rules` and says all that is wrong at once, in AWS's words and with the model's member
 * names (first letter in lower case). Parameters without a rule are ignored, as AWS does.
 * @throws {ServiceError} ValidationError, or MalformedInput for an integer that is none
 */
export function checkParameters(parameters: ReadonlyMap<string, string>, rules: ParameterRules): void {
  const violations: string[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    const value = parameters.get(name);
    if (value === undefined) {
      if (rule.required)
        violations.push(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
      continue;
    }
    for (const constraint of rule.kind === 'integer' ? brokenBounds(value, rule) : brokenTextRules(value, rule)) {
      violations.push(`Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`);
    }
  }
  if (violations.length > 0) throw validationErrors(violations);
}

function brokenBounds(value: string, rule: ParameterRule & { kind: 'integer' }): string[] {
  const number = Number(value);
  // The query protocol writes a 32-bit integer in decimal; anything else never reaches the constraints.
  if (!/^[+-]?\d+$/.test(value) || number !== (number | 0)) {
    throw malformedInput(`'${value}' is not a 32-bit integer.`);
  }
  if (number < rule.min) return [`have value greater than or equal to ${rule.min}`];
  if (number > rule.max) return [`have value less than or equal to ${rule.max}`];
  return [];
}

function brokenTextRules(value: string, rule: ParameterRule & { kind: 'text' }): string[] {
  const broken: string[] = [];
  if (value.length < rule.minLength) broken.push(`have length greater than or equal to ${rule.minLength}`);
  if (value.length > rule.maxLength) broken.push(`have length less than or equal to ${rule.maxLength}`);
  if (rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`).test(value)) {
    broken.push(`satisfy regular expression pattern: ${rule.pattern}`);
  }
  return broken;
}
