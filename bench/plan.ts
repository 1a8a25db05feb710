import { parseArgs } from 'node:util';

/** How much is measured. Counts are per round and per extension. */
export interface Plan {
  readonly rounds: number;
  readonly action: number;
  readonly coldDocument: number;
  readonly warmDocument: number;
  readonly worker: number;
  readonly flow: number;
  readonly list: number;
  readonly plainPage: number;
}

/** What the command line asked for. */
export interface BenchOptions {
  readonly plan: Plan;
  readonly quick: boolean;
  /** Whether a missed must makes the run fail. */
  readonly check: boolean;
  /** An unpacked build to measure; built anew when absent. */
  readonly packageFolder?: string;
}

const FULL = { action: 4, coldDocument: 2, warmDocument: 3, worker: 4, flow: 4, list: 2, plainPage: 4 };
const QUICK = { action: 2, coldDocument: 1, warmDocument: 2, worker: 2, flow: 2, list: 1, plainPage: 2 };
const FULL_ROUNDS = 6;
const QUICK_ROUNDS = 2;
const MOST_ROUNDS = 100;

/** How to call it. */
export const USAGE = `npm run bench [-- OPTION…]
  --rounds N     how many rounds (1 to ${MOST_ROUNDS}; default ${FULL_ROUNDS}, some five minutes)
  --quick        ${QUICK_ROUNDS} rounds of fewer samples, some seventy seconds; docs/benchmark.md stays as it is
  --check        fail when a must is missed
  --package DIR  measure this unpacked build instead of a new one`;

/** @throws {TypeError | RangeError} for options it does not know, and counts out of range */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      package: { type: 'string' },
    },
  });
  const rounds = values.rounds === undefined ? (values.quick ? QUICK_ROUNDS : FULL_ROUNDS) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MOST_ROUNDS) {
    throw new RangeError(`--rounds takes a number from 1 to ${MOST_ROUNDS}, and got ${values.rounds}.`);
  }
  return {
    plan: { rounds, ...(values.quick ? QUICK : FULL) },
    quick: values.quick,
    check: values.check,
    ...(values.package !== undefined && { packageFolder: values.package }),
  };
}
