const HOUR = 3600;

/** What the form offers for GetSessionToken, in seconds: 15 minutes to 36 hours. */
export const SESSION_DURATIONS = [
  900,
  1800,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  18 * HOUR,
  24 * HOUR,
  36 * HOUR,
] as const;
