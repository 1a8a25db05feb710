import { describe, expect, it } from 'vitest';
import { parseBenchOptions } from './plan.ts';

describe('parseBenchOptions', () => {
  it.each([
    [[], { rounds: 6, quick: false, check: false }],
    [['--quick'], { rounds: 2, quick: true, check: false }],
    [['--quick', '--rounds', '5'], { rounds: 5, quick: true, check: false }],
    [['--rounds=1', '--check'], { rounds: 1, quick: false, check: true }],
  ])('reads %j', (args, { rounds, ...rest }) => {
    const options = parseBenchOptions(args);
    expect(options).toMatchObject(rest);
    expect(options.plan.rounds).toBe(rounds);
    expect(options).not.toHaveProperty('packageFolder');
  });

  it('measures less when quick', () => {
    const [full, quick] = [parseBenchOptions([]).plan, parseBenchOptions(['--quick']).plan];
    const total = ({ rounds, ...counts }: typeof full) =>
      rounds * Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(total(quick)).toBeLessThan(total(full) / 4);
    expect(Math.min(...Object.values(quick))).toBeGreaterThan(0);
  });

  it('takes a build that is there', () => {
    expect(parseBenchOptions(['--package', 'dist/chrome']).packageFolder).toBe('dist/chrome');
  });

  it.each([
    [['--rounds', '0']],
    [['--rounds', '101']],
    [['--rounds', '2.5']],
    [['--rounds', 'many']],
    [['--rounds', '']],
    [['--fast']],
    [['5']],
  ])('refuses %j', (args) => {
    expect(() => parseBenchOptions(args)).toThrow();
  });
});
