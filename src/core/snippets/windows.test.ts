import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDGE_INPUTS, snippetInput } from '../../testing/snippet-inputs.ts';
import { AppError } from '../errors.ts';
import { environmentOf } from './environment.ts';
import type { SnippetInput } from './format.ts';
import { renderSnippet } from './render.ts';
import { renderUnset } from './unset.ts';

// Where PowerShell and cmd are not installed, snippets are held against parsers written after their makers' documents. They know the
// few forms Stint writes, and refuse everything else: what they read, the shells read the same.

type Environment = Map<string, string>;
type Run = (text: string, environment: Environment) => void;

/**
 * PowerShell, "about_Quoting_Rules" and "about_Environment_Variables". Between single quotes every character stands for itself but the
 * quotes, of which PowerShell takes five: ' and U+2018 to U+201B. Assigning the empty text or removing the item removes the variable.
 */
const runPowerShell: Run = (text, environment) => {
  for (const line of text.split('\n')) {
    const assigned = /^\$Env:([A-Z_]+)='([^'\u2018-\u201B]*)'$/.exec(line);
    const removed = /^Remove-Item ((?:Env:[A-Z_]+)(?:,Env:[A-Z_]+)*) -ErrorAction Ignore$/.exec(line);
    if (assigned?.[1] && assigned[2] !== undefined) environment.set(assigned[1], assigned[2]);
    else if (removed?.[1]) for (const item of removed[1].split(',')) environment.delete(item.slice('Env:'.length));
    else if (line !== '') throw new Error(`PowerShell would not read this line: ${line.slice(0, 60)}`);
  }
};

/**
 * cmd, `set /?` and `cmd /?`, at the prompt and in a batch file. The first phase replaces %names% everywhere, quotes or not; with delayed
 * expansion switched on !names!, too; ^ & | < > ( ) have no meaning between quotes. `set "name=value"` takes what stands before the last
 * quote, and nothing after the `=` removes the variable. No line may be longer than 8191 characters.
 */
const runCmd: Run = (text, environment) => {
  for (const line of text.split('\n')) {
    if (/[%!"^&|<>()]/.test(line.replace(/^set "(.*)"$/, '$1'))) throw new Error('cmd would change this line');
    const [, name, value] = /^set "([A-Z_]+)=(.*)"$/.exec(line) ?? [];
    if (line.length > 8191) throw new Error('cmd would cut this line off');
    if (name !== undefined && value) environment.set(name, value);
    else if (name !== undefined) environment.delete(name);
    else if (line !== '') throw new Error(`cmd would not read this line: ${line.slice(0, 60)}`);
  }
};

const STALE = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'];

describe.each<['powershell' | 'cmd', Run, number]>([
  ['powershell', runPowerShell, 16_384],
  ['cmd', runCmd, 8191 - 'set "AWS_SESSION_TOKEN="'.length],
])('%s', (format, run, longest) => {
  const readsBack = (one: SnippetInput) => {
    const environment: Environment = new Map(STALE.map((name) => [name, 'old']));
    run(renderSnippet(format, one), environment);
    expect([...environment]).toEqual(environmentOf(one));
    run(renderUnset(format) ?? '', environment);
    expect(environment.size).toBe(0);
  };

  it('reads values of every length back, and unsets them', () => {
    for (const one of EDGE_INPUTS.filter(({ sessionToken }) => sessionToken.length <= longest)) readsBack(one);
    fc.assert(fc.property(snippetInput(60), readsBack), { numRuns: 2000 });
    fc.assert(fc.property(snippetInput(longest), readsBack), { numRuns: 100 });
  });

  it('keeps what was there with other options', () => {
    const [one] = EDGE_INPUTS;
    if (!one) throw new Error('there is no input');
    const environment: Environment = new Map([['AWS_PROFILE', 'mine']]);
    run(
      renderSnippet(format, one, { clearStale: false, region: false, defaultRegion: false, expiration: false }),
      environment,
    );
    expect([...environment.keys()]).toEqual(['AWS_PROFILE', ...environmentOf(one, {}).map(([name]) => name)]);
  });

  it('is never given a character it would act on', () => {
    const [one] = EDGE_INPUTS;
    if (!one) throw new Error('there is no input');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (sessionToken) => {
        try {
          run(renderSnippet(format, { ...one, sessionToken }), new Map());
        } catch (error) {
          expect(error).toEqual(new AppError('value-unsafe-for-snippet', { params: { field: 'sessionToken' } }));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
