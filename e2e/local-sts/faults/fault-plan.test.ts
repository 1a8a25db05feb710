import { describe, expect, it } from 'vitest';
import { type Fault, momentOf, THROTTLED } from './fault.ts';
import { FaultPlan } from './fault-plan.ts';

const CUT: Fault = { kind: 'cut' };

describe('FaultPlan', () => {
  it('hits the next so many and then no more', () => {
    const plan = new FaultPlan();
    plan.next(CUT, 2);
    expect(plan.pending).toBe(2);
    expect([plan.take('A'), plan.take(undefined), plan.take('A')]).toEqual([CUT, CUT, undefined]);
    expect(plan.pending).toBe(0);
  });

  it('goes in the order planned', () => {
    const plan = new FaultPlan();
    plan.next(CUT);
    plan.next(THROTTLED);
    expect([plan.take('A'), plan.take('A'), plan.take('A')]).toEqual([CUT, THROTTLED, undefined]);
  });

  it('passes over operations that are not meant', () => {
    const plan = new FaultPlan();
    plan.next(CUT, 1, { operation: 'GetSessionToken' });
    plan.next(THROTTLED, 1, { operation: 'GetCallerIdentity' });
    expect(plan.take('GetCallerIdentity')).toBe(THROTTLED);
    expect(plan.take('GetCallerIdentity')).toBeUndefined();
    expect(plan.take(undefined)).toBeUndefined();
    expect(plan.take('GetSessionToken')).toBe(CUT);
  });

  it('goes on until cleared', () => {
    const plan = new FaultPlan();
    plan.untilCleared(CUT);
    expect(Array.from({ length: 100 }, () => plan.take('A')).every((fault) => fault === CUT)).toBe(true);
    expect(plan.pending).toBe(Number.POSITIVE_INFINITY);
    plan.clear();
    expect(plan.take('A')).toBeUndefined();
    expect(plan.pending).toBe(0);
  });
});

describe('momentOf', () => {
  it.each([
    [THROTTLED, 'arrival'],
    [{ ...THROTTLED, at: 'reply' }, 'reply'],
    [{ kind: 'reset' }, 'arrival'],
    [{ kind: 'silence', at: 'reply' }, 'reply'],
    [{ kind: 'delay', ms: 1 }, 'reply'],
    [{ kind: 'cut', at: 'arrival' }, 'reply'],
    [{ kind: 'body', body: { shape: 'empty' } }, 'reply'],
  ] as const)('of %j is %s', (fault, moment) => {
    expect(momentOf(fault)).toBe(moment);
  });
});
