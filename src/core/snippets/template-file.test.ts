import { describe, expect, it } from 'vitest';
import { TEMPLATES_MAX } from './template.ts';
import { exportTemplates, readTemplateFile, TEMPLATE_FILE_MAX } from './template-file.ts';
import type { SnippetTemplate } from './template-item.ts';

const HERE: readonly SnippetTemplate[] = [
  { id: 'template:11111111-2222-3333-4444-555555555555', name: 'Deploy', text: '{{region}}' },
];
const file = (...templates: readonly unknown[]) => JSON.stringify({ format: 'stint-templates', version: 1, templates });

describe('a file of templates', () => {
  it('holds names and texts, and is read back', () => {
    const text = exportTemplates([...HERE, { name: 'é "x"', text: 'a\n\t{{profile|ini}}\\' }]);
    expect(text).not.toContain('11111111');
    expect(readTemplateFile(text, [])).toEqual([
      { name: 'Deploy', text: '{{region}}', becomes: 'new' },
      { name: 'é "x"', text: 'a\n\t{{profile|ini}}\\', becomes: 'new' },
    ]);
  });

  it('takes the place of nothing that is here', () => {
    const text = file(
      { name: 'Deploy', text: '{{region}}' },
      { name: 'deploy', text: 'other' },
      { name: 'Deploy', text: 'a third' },
      { name: 'Deploy', text: 'a third' },
      { name: 'Mine', text: 'x' },
    );
    expect(readTemplateFile(text, HERE)).toEqual([
      { name: 'Deploy', text: '{{region}}', becomes: 'same' },
      { name: 'deploy (2)', text: 'other', becomes: 'renamed' },
      { name: 'Deploy (3)', text: 'a third', becomes: 'renamed' },
      { name: 'Deploy (4)', text: 'a third', becomes: 'renamed' },
      { name: 'Mine', text: 'x', becomes: 'new' },
    ]);
  });

  it('keeps a long name within its limit', () => {
    const name = 'n'.repeat(40);
    const here: SnippetTemplate[] = [{ id: 'template:x', name, text: 'a' }];
    expect(readTemplateFile(file({ name, text: 'b' }), here)).toEqual([
      { name: `${'n'.repeat(36)} (2)`, text: 'b', becomes: 'renamed' },
    ]);
  });

  it.each([
    ['nothing', '', { fault: 'not-json' }],
    ['no JSON', '{', { fault: 'not-json' }],
    ['another list', '[]', { fault: 'not-templates' }],
    ['null', 'null', { fault: 'not-templates' }],
    ['another file', '{"format":"other","version":1,"templates":[]}', { fault: 'not-templates' }],
    ['a later version', '{"format":"stint-templates","version":2,"templates":[]}', { fault: 'newer' }],
    ['no list', '{"format":"stint-templates","version":1,"templates":{}}', { fault: 'not-templates' }],
    [
      'more than there should be',
      '{"format":"stint-templates","version":1,"templates":[],"x":1}',
      { fault: 'not-templates' },
    ],
    [
      'a prototype',
      '{"format":"stint-templates","version":1,"templates":[],"__proto__":{"x":1}}',
      { fault: 'not-templates' },
    ],
    ['a prototype inside', file(JSON.parse('{"name":"a","text":"b","__proto__":{}}')), { fault: 'not-templates' }],
    ['an id of its own', file({ name: 'a', text: 'b', id: HERE[0]?.id }), { fault: 'not-templates' }],
    ['a name that is no text', file({ name: 1, text: 'b' }), { fault: 'not-templates' }],
    ['no text', file({ name: 'a' }), { fault: 'not-templates' }],
    ['an array for a template', file(['a', 'b']), { fault: 'not-templates' }],
    [
      'a placeholder nobody knows',
      file({ name: 'ok', text: 'x' }, { name: 'a', text: '{{x}}' }),
      { fault: 'bad-template', name: 'a' },
    ],
    ['a hidden character', file({ name: 'a', text: 'ls\u001b[201~\n' }), { fault: 'bad-template', name: 'a' }],
    ['no name', file({ name: ' ', text: 'x' }), { fault: 'bad-template', name: ' ' }],
    [
      'too many',
      file(...Array.from({ length: TEMPLATES_MAX }, (_, index) => ({ name: `t${index}`, text: 'x' }))),
      { fault: 'too-many' },
    ],
    ['too much', ' '.repeat(TEMPLATE_FILE_MAX + 1), { fault: 'too-large' }],
    ['too much in bytes', `"${'é'.repeat(TEMPLATE_FILE_MAX / 2)}"`, { fault: 'too-large' }],
  ])('%s: refused as a whole', (_, text, refusal) => {
    expect(readTemplateFile(text, HERE)).toEqual(refusal);
    expect(Object.prototype).not.toHaveProperty('x');
  });
});
