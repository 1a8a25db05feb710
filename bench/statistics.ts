/** Samples of two things taken in turn within one round, so that both saw the same weather. Neither list is empty. */
export interface PairedRound {
  readonly subject: readonly number[];
  readonly base: readonly number[];
}

/** What all rounds together say. */
export interface Comparison {
  /** The median over the rounds of (the subject's median / the base's median in that round). */
  readonly ratio: number;
  /** Half the distance between the quartiles of the rounds' ratios. */
  readonly spread: number;
  /** The medians of all samples. */
  readonly subject: number;
  readonly base: number;
  /** How many samples of the subject there were. */
  readonly samples: number;
}

/** The middle value, or the mean of the two in the middle. @throws {RangeError} for an empty list */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value below which the share `at` of `values` lies, interpolated between neighbours (Hyndman and Fan's type 7).
 * @param at 0 to 1
 * @throws {RangeError} for an empty list, or one that holds what is no number
 */
export function quantile(values: readonly number[], at: number): number {
  if (values.length === 0 || !values.every(Number.isFinite)) {
    throw new RangeError(`No quantile of ${values.length} values: ${values.join(', ')}`);
  }
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * at;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** Half the distance between the quartiles. @throws {RangeError} as {@link quantile} */
export function halfQuartileRange(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 2;
}

/** @throws {RangeError} without rounds, for a round without samples, or when a base's median is not above zero */
export function compare(rounds: readonly PairedRound[]): Comparison {
  const ratios = rounds.map(({ subject, base }) => {
    const divisor = median(base);
    if (divisor <= 0) throw new RangeError(`The base's median is ${divisor}.`);
    return median(subject) / divisor;
  });
  const subjects = rounds.flatMap((round) => round.subject);
  return {
    ratio: median(ratios),
    spread: halfQuartileRange(ratios),
    subject: median(subjects),
    base: median(rounds.flatMap((round) => round.base)),
    samples: subjects.length,
  };
}
