/** How long a turn or a lock may be waited for, milliseconds. Longer than a call to STS takes at most. */
export const PATIENCE_MS = 20_000;
