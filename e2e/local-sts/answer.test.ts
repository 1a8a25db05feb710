import { describe, expect, it, vi } from 'vitest';
import { Accounts } from './accounts.ts';
import { answer } from './answer.ts';
import type { Operation } from './operations/operation.ts';
import type { ReceivedRequest } from './received-request.ts';

const REQUEST: ReceivedRequest = { method: 'POST', path: '/', query: '', headers: new Map(), body: Buffer.alloc(0) };
const accounts = new Accounts(() => 0);

function ask(parameters: Record<string, string>, operation: Operation) {
  return answer(REQUEST, new Map(Object.entries({ Version: '2011-06-15', ...parameters })), {
    operations: new Map([['Try', operation]]),
    accounts,
    disabledRegions: new Set(),
  });
}

describe('an operation in the table', () => {
  it('that needs no signature runs without one, after its rules', async () => {
    const run = vi.fn(() => []);
    const rules = { Token: { kind: 'text', minLength: 4, maxLength: 8, required: true } } as const;
    await expect(ask({ Action: 'Try', Token: 'abcd' }, { signed: false, rules, run })).resolves.toEqual([]);
    expect(run).toHaveBeenCalledOnce();
    await expect(ask({ Action: 'Try' }, { signed: false, rules, run })).rejects.toMatchObject({
      code: 'ValidationError',
    });
    expect(run).toHaveBeenCalledOnce();
  });

  it('that needs a signature does not run without one', async () => {
    const run = vi.fn(() => []);
    const operation: Operation = { signed: true, needsActiveRegion: true, rules: {}, run };
    await expect(ask({ Action: 'Try' }, operation)).rejects.toMatchObject({ code: 'MissingAuthenticationToken' });
    expect(run).not.toHaveBeenCalled();
  });

  it('is found in its own version only', async () => {
    const operation: Operation = { signed: false, rules: {}, run: () => [] };
    await expect(ask({ Action: 'Try', Version: '2010-05-08' }, operation)).rejects.toMatchObject({
      status: 400,
      code: 'InvalidAction',
      message: 'Could not find operation Try for version 2010-05-08',
    });
  });
});
