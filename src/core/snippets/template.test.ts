import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDGE_INPUTS } from '../../testing/snippet-inputs.ts';
import { AppError } from '../errors.ts';
import { maskedTemplate } from './masked.ts';
import {
  parseTemplateDraft,
  readTemplate,
  renderTemplate,
  TEMPLATE_FILTERS,
  TEMPLATE_NAME_MAX,
  TEMPLATE_PLACEHOLDERS_MAX,
  TEMPLATE_TEXT_MAX,
  TEMPLATE_VALUES,
  type TemplateInput,
} from './template.ts';

const INPUT: TemplateInput = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEXAMPLE+a/b_c-d==',
  expiration: '2026-11-22T02:17:00Z',
  region: 'eu-central-1',
  profileName: 'dev',
  accountId: '111122223333',
};

describe('renderTemplate', () => {
  it.each([
    [
      'every value',
      Object.keys(TEMPLATE_VALUES)
        .map((name) => `{{${name}}}`)
        .join('\n'),
      Object.values({
        a: INPUT.accessKeyId,
        b: INPUT.secretAccessKey,
        c: INPUT.sessionToken,
        d: INPUT.expiration,
        e: INPUT.region,
        f: 'dev',
        g: '111122223333',
      }).join('\n'),
    ],
    ['a filter', 'export R={{region|posix}}', "export R='eu-central-1'"],
    ['spaces', '{{  region  |  json  }}', '"eu-central-1"'],
    ['no placeholder', 'aws sts get-caller-identity\n', 'aws sts get-caller-identity\n'],
    ['side by side', '{{region}}{{profile}}', 'eu-central-1dev'],
    ['braces that are meant', '$\\{{ secrets.KEY }} \\{{region}}', '$' + '{{ secrets.KEY }} {{region}}'],
    ['a backslash elsewhere', 'C:\\x\\ {{region}}', 'C:\\x\\ eu-central-1'],
    ['closing braces and single ones', '}} { } {{region}} }}', '}} { } eu-central-1 }}'],
    ['dollars, which mean nothing here', '$& $1 {{region}} $$', '$& $1 eu-central-1 $$'],
    ['tabs and lines', '\t{{region}}\n\n', '\teu-central-1\n\n'],
  ])('%s', (_, text, rendered) => {
    expect(renderTemplate(text, INPUT)).toBe(rendered);
  });

  it.each(Object.entries(TEMPLATE_FILTERS))('the filter %s', (filter, quote) => {
    expect(renderTemplate(`{{secret_access_key|${filter}}}`, INPUT)).toBe(`${quote}${INPUT.secretAccessKey}${quote}`);
  });

  it('fills a value in once: what looks like a placeholder in it stays', () => {
    for (const one of EDGE_INPUTS) {
      expect(renderTemplate('<{{session_token}}>', { ...one, accountId: '111122223333' })).toBe(
        `<${one.sessionToken}>`,
      );
    }
  });

  it.each(['a b', "'", '$(x)', 'a\nb', ''])('refuses %j in any value, used or not', (hostile) => {
    for (const field of Object.values(TEMPLATE_VALUES)) {
      expect(() => renderTemplate('x', { ...INPUT, [field]: hostile })).toThrow(
        new AppError('value-unsafe-for-snippet', { params: { field } }),
      );
    }
  });

  it.each(['', '{{', '{{nobody}}'])('refuses the template %j', (text) => {
    expect(() => renderTemplate(text, INPUT)).toThrow(new AppError('invalid-template'));
  });

  it('shows the same with masks', () => {
    const text = '{{access_key_id}} {{session_token|json}} {{account_id}} {{region|posix}}';
    expect(maskedTemplate(text, { accessKeyId: 'ASIAIOSFODNN7EX7QXK', region: 'eu-central-1' })).toBe(
      'ASIA····7QXK "········" ········ \'eu-central-1\'',
    );
    expect(maskedTemplate('{{', { accessKeyId: 'ASIAIOSFODNN7EX7QXK' })).toBeUndefined();
  });
});

describe('readTemplate', () => {
  it.each([
    ['', { fault: 'empty', line: 1 }],
    [' \n\t', { fault: 'empty', line: 1 }],
    ['{{', { fault: 'unclosed', line: 1 }],
    ['a\n{{region', { fault: 'unclosed', line: 2 }],
    ['{{region}', { fault: 'unclosed', line: 1 }],
    ['{{region\n}}', { fault: 'unclosed', line: 1 }],
    ['{{region {{profile}}', { fault: 'unclosed', line: 1 }],
    ['{{}}', { fault: 'unknown-value', line: 1, word: '' }],
    ['\n\n{{ password }}', { fault: 'unknown-value', line: 3, word: 'password' }],
    ['{{Region}}', { fault: 'unknown-value', line: 1, word: 'Region' }],
    ['{{{region}}}', { fault: 'unknown-value', line: 1, word: '{region' }],
    ['{{constructor}}', { fault: 'unknown-value', line: 1, word: 'constructor' }],
    ['{{__proto__}}', { fault: 'unknown-value', line: 1, word: '__proto__' }],
    ['{{region|}}', { fault: 'unknown-filter', line: 1, word: '' }],
    ['{{region|bash}}', { fault: 'unknown-filter', line: 1, word: 'bash' }],
    ['{{region|toString}}', { fault: 'unknown-filter', line: 1, word: 'toString' }],
    ['{{region|posix|json}}', { fault: 'unknown-filter', line: 1, word: 'posix|json' }],
    ['a\n\u001b[201~rm', { fault: 'hidden-character', line: 2 }],
    ['a\r\n', { fault: 'hidden-character', line: 1 }],
    ['a\u202eb', { fault: 'hidden-character', line: 1 }],
    ['a\u200bb', { fault: 'hidden-character', line: 1 }],
    ['a\u2028b', { fault: 'hidden-character', line: 1 }],
    ['\ud800', { fault: 'hidden-character', line: 1 }],
    ['a'.repeat(TEMPLATE_TEXT_MAX + 1), { fault: 'too-long', line: 1 }],
    ['{{region}}'.repeat(TEMPLATE_PLACEHOLDERS_MAX + 1), { fault: 'too-many', line: 1 }],
  ])('%j', (text, problem) => {
    expect(readTemplate(text)).toEqual(problem);
  });

  it('takes as much as it may', () => {
    for (const text of ['a'.repeat(TEMPLATE_TEXT_MAX), '{{region}}'.repeat(TEMPLATE_PLACEHOLDERS_MAX), 'é 漢 🎉']) {
      expect(readTemplate(text)).not.toHaveProperty('fault');
    }
  });

  it('gives back any text without braces as it is, and never fails', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{{', '}}', '{', '}', '\\', '|', 'region', 'posix', ' ', '\n', 'x') }),
        (text) => {
          const read = readTemplate(text);
          if ('fault' in read) return;
          const rendered = renderTemplate(text, INPUT);
          if (!text.includes('{{')) expect(rendered).toBe(text);
          const count = read.filter((piece) => typeof piece !== 'string').length;
          expect(rendered.split('eu-central-1').length - 1).toBe(count);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('parseTemplateDraft', () => {
  it('trims the name and keeps the text', () => {
    expect(parseTemplateDraft({ name: '  Déploiement 2 ', text: ' {{region}}\n' })).toEqual({
      name: 'Déploiement 2',
      text: ' {{region}}\n',
    });
  });

  it.each(['', '  ', 'a\nb', 'a\u202eb', 'a'.repeat(TEMPLATE_NAME_MAX + 1)])('refuses the name %j', (name) => {
    expect(() => parseTemplateDraft({ name, text: 'x' })).toThrow(new AppError('invalid-template'));
  });
});
