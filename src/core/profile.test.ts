import { describe, expect, it } from 'vitest';
import { parseProfileName } from './profile.ts';

/** Characters. */
const LONGEST = 64;

describe('parseProfileName', () => {
  it.each<[string, string]>([
    ['prod', 'prod'],
    ['  prod\n', 'prod'],
    ['p', 'p'],
    ['team.prod_eu-1+x@corp', 'team.prod_eu-1+x@corp'],
    ['0', '0'],
    ['-', '-'],
    ['__proto__', '__proto__'],
    ['a'.repeat(LONGEST), 'a'.repeat(LONGEST)],
    [` ${'a'.repeat(LONGEST)} `, 'a'.repeat(LONGEST)],
  ])('takes %j', (text, name) => {
    expect(parseProfileName(text)).toBe(name);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['blanks', ' \t\n'],
    ['a name that is too long', 'a'.repeat(LONGEST + 1)],
    ['a blank inside, which the JavaScript SDK does not find', 'my prod'],
    ['a blank without width', 'pro\u200bd'],
    ['a blank that does not break', 'my\u00a0prod'],
    ['a section’s end', 'prod]'],
    ['a second section', 'prod]\n[default'],
    ['a line break', 'prod\nrole_arn=x'],
    ['a quote', "pro'd"],
    ['a variable', '$HOME'],
    ['a command', '`id`'],
    ['a command in a pair of shell brackets', '$(id)'],
    ['a comment', 'prod#1'],
    ['a value', 'prod=1'],
    ['a path', '../prod'],
    ['HTML', '<b>prod</b>'],
    ['a letter of another script that looks the same', 'prоd'],
    ['an accent', 'prôd'],
    ['an emoji', 'prod🔥'],
    ['a change of direction', '\u202edorp'],
    ['a null', 'prod\0'],
    ['a slash', 'team/prod'],
    ['a colon', 'aws:prod'],
  ])('refuses %s', (_, text) => {
    expect(() => parseProfileName(text)).toThrow(expect.objectContaining({ code: 'invalid-profile-name' }));
  });
});
