import { describe, expect, it } from 'vitest';
import { Samples } from './samples.ts';

describe('Samples', () => {
  it('pairs what was measured in the same round', () => {
    const samples = new Samples();
    samples.startRound();
    samples.add('start', 'stint', 5);
    samples.add('start', 'blank', 4);
    samples.add('start', 'stint', 6);
    samples.startRound();
    samples.add('start', 'blank', 7);
    samples.add('start', 'stint', 8);
    expect(samples.paired('start', 'stint', 'blank')).toEqual([
      { subject: [5, 6], base: [4] },
      { subject: [8], base: [7] },
    ]);
    expect(samples.all('start', 'stint')).toEqual([5, 6, 8]);
  });

  it('leaves out a round that one side missed', () => {
    const samples = new Samples();
    samples.startRound();
    samples.add('heap', 'stint', 1);
    samples.startRound();
    samples.startRound();
    samples.add('heap', 'stint', 2);
    samples.add('heap', 'blank', 3);
    expect(samples.paired('heap', 'stint', 'blank')).toEqual([{ subject: [2], base: [3] }]);
  });

  it('has nothing of what nobody measured', () => {
    const samples = new Samples();
    samples.startRound();
    expect(samples.paired('heap', 'stint', 'blank')).toEqual([]);
    expect(samples.all('heap', 'stint')).toEqual([]);
  });
});
