import type { PairedRound } from './statistics.ts';

/** What was measured: by metric, by whose it is, by round. */
export class Samples {
  readonly #values = new Map<string, number[][]>();
  #round = -1;

  /** From here on samples belong to the next round. */
  startRound(): void {
    this.#round += 1;
  }

  /** @param whose what the sample is of: an extension, or one side of another comparison */
  add(metric: string, whose: string, value: number): void {
    const rounds = this.#rounds(metric, whose);
    const values = rounds[this.#round] ?? [];
    values.push(value);
    rounds[this.#round] = values;
  }

  /** All samples of one side, over all rounds. */
  all(metric: string, whose: string): number[] {
    return this.#rounds(metric, whose).flat();
  }

  /** The rounds in which both sides were measured. */
  paired(metric: string, subject: string, base: string): PairedRound[] {
    const bases = this.#rounds(metric, base);
    return this.#rounds(metric, subject).flatMap((values, round) => {
      const against = bases[round];
      return against ? [{ subject: values, base: against }] : [];
    });
  }

  #rounds(metric: string, whose: string): number[][] {
    const key = `${metric} of ${whose}`;
    const rounds = this.#values.get(key) ?? [];
    this.#values.set(key, rounds);
    return rounds;
  }
}
