import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { dropMethods } from './drop-methods.ts';

const CODE = `import { a } from 'b';
export class One extends a {
    field = 1;
    static make() { return new One(); }
    async gone(x) { if (x) { return '}'; } }
    stays() { return this.gone; }
}
class Two { gone() {} other() {} }
export const rest = { gone() { return 3; } };
`;

describe('dropMethods', () => {
  it('takes the named methods out of every class, and nothing else', () => {
    const dropped = dropMethods(CODE, parseAst, ['gone']);
    expect(dropped.replace(/\s+/g, ' ')).toBe(
      "import { a } from 'b'; export class One extends a { field = 1; static make() { return new One(); } " +
        'stays() { return this.gone; } } class Two { other() {} } export const rest = { gone() { return 3; } }; ',
    );
    expect(() => parseAst(dropped)).not.toThrow();
  });

  it('leaves a module as it is when nothing is named', () => {
    expect(dropMethods(CODE, parseAst, [])).toBe(CODE);
  });

  it('says which one is not there', () => {
    expect(() => dropMethods(CODE, parseAst, ['stays', 'never', 'nor'])).toThrow('there is no method never, nor');
  });
});
