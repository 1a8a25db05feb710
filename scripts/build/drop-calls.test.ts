import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { dropCalls } from './drop-calls.ts';

describe('dropCalls', () => {
  it.each([
    ['a.put(1);', ''],
    ['const a = b();\na.put(1, [2]);\nlet c;\na.put(3);\nexport { c };', 'const a = b();\n\nlet c;\n\nexport { c };'],
    ['a.put(1); a.take(2); put(3);', ' a.take(2); put(3);'],
    // What is used, or not at the top, stays.
    ['a.put(1); const b = a.put(2); if (b) { a.put(3); }', ' const b = a.put(2); if (b) { a.put(3); }'],
  ])('%j becomes %j', (code, expected) => {
    expect(dropCalls(code, parseAst, 'put')).toBe(expected);
  });

  it.each(['', 'put(1);', 'const b = a.put(1);', '"a.put(1)";'])('refuses %j, which has none', (code) => {
    expect(() => dropCalls(code, parseAst, 'put')).toThrow('there is no call of a method put');
  });
});
