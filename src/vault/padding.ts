const STEP = 4096;
const FIXED_STEPS_UP_TO = 65_536;

/**
 * How long a body of `length` bytes is made before it is sealed, so that its size tells little: the next multiple of 4 KiB;
 * above 64 KiB the next size of Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
 * PURBs", 2019, section 4), which adds at most 12 %, in steps no finer than 4 KiB.
 */
export function paddedLength(length: number): number {
  const exponent = Math.floor(Math.log2(Math.max(length, 1)));
  const step = length > FIXED_STEPS_UP_TO ? 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1) : STEP;
  const unit = Math.max(step, STEP);
  return Math.max(Math.ceil(length / unit), 1) * unit;
}
