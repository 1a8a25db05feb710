// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { isField, valueFor, valueNamed } from './field-fit.ts';

it.each([
  ['AWS_ACCESS_KEY_ID', 'access-key-id'],
  ['Access key ID', 'access-key-id'],
  ['accessKeyId', 'access-key-id'],
  ['aws-access-key', 'access-key-id'],
  ['AWS_SECRET_ACCESS_KEY', 'secret-access-key'],
  ['Secret access key', 'secret-access-key'],
  ['secretKey', 'secret-access-key'],
  ['AWS_SESSION_TOKEN', 'session-token'],
  ['aws_security_token', 'session-token'],
  ['Session token', 'session-token'],
  ['API key', undefined],
  ['Token', undefined],
  ['Password', undefined],
  ['', undefined],
])('%s means %s', (words, value) => {
  expect(valueNamed(words)).toBe(value);
});

describe('valueFor', () => {
  /** A form's markup, built without HTML in strings of the product. */
  const build = (html: string) => {
    document.body.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
    return document.body.querySelector('[data-focus]') ?? document.body;
  };

  it.each([
    ['by its name', '<input data-focus name="aws_secret_access_key">', 'secret-access-key'],
    ['by its label', '<label for="a">Session token</label><textarea id="a" data-focus></textarea>', 'session-token'],
    ['by its placeholder', '<input data-focus placeholder="Access key ID">', 'access-key-id'],
    [
      'by the variable named beside it',
      '<form><input value="AWS_SECRET_ACCESS_KEY"><textarea data-focus></textarea></form>',
      'secret-access-key',
    ],
    [
      'by its own name before its neighbour’s',
      '<form><input value="AWS_SECRET_ACCESS_KEY"><input data-focus name="session_token"></form>',
      'session-token',
    ],
    [
      'not by what is typed into a neighbour',
      '<form><input value="my secret key: x"><input data-focus></form>',
      undefined,
    ],
    ['not in another form', '<form><input value="AWS_ACCESS_KEY_ID"></form><form><input data-focus></form>', undefined],
    ['not where nothing is typed', '<button data-focus name="access_key_id"></button>', undefined],
    ['not in a box to tick', '<input type="checkbox" data-focus name="access_key_id">', undefined],
    [
      'though the form’s own methods are hidden by fields of their names',
      '<form><input name="querySelectorAll"><input name="matches" value="AWS_ACCESS_KEY_ID"><input data-focus></form>',
      'access-key-id',
    ],
  ])('tells it %s', (_, html, value) => {
    expect(valueFor(build(html))).toBe(value);
  });
});

it('knows what takes typing', () => {
  const input = document.createElement('input');
  const button = document.createElement('button');
  expect([isField(input), isField(button), isField(null), isField(document)]).toEqual([true, false, false, false]);
});
