import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, escapeText, writeXml } from './xml.ts';

describe('writeXml', () => {
  it('indents, escapes and ends with a line feed', () => {
    const root = element(
      'Response',
      [element('Result', [element('Text', `a<b>&"c'd`)]), element('Empty', []), element('None', '')],
      { xmlns: 'https://example.com/?a="1"&b=<2>' },
    );
    expect(writeXml(root)).toBe(
      [
        '<Response xmlns="https://example.com/?a=&quot;1&quot;&amp;b=&lt;2&gt;">',
        '  <Result>',
        `    <Text>a&lt;b&gt;&amp;"c'd</Text>`,
        '  </Result>',
        '  <Empty/>',
        '  <None></None>',
        '</Response>',
        '',
      ].join('\n'),
    );
  });
});

describe('escapeText', () => {
  it.each([
    ['\u0000', '\ufffd'],
    ['a\u001fb', 'a\ufffdb'],
    ['\ud800', '\ufffd'],
    ['x\udc00y', 'x\ufffdy'],
    ['\uffff', '\ufffd'],
    ['\t\n\r', '\t\n\r'],
    ['\u{1f600}é漢', '\u{1f600}é漢'],
    [']]>', ']]&gt;'],
  ])('writes %j as %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it('leaves no markup and no forbidden character, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(Buffer.from(escaped, 'utf8').toString('utf8')).toBe(escaped);
      }),
    );
  });
});
