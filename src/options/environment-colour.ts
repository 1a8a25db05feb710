import type { EnvironmentColour } from '../core/profile.ts';

// Whole words only: "prod" in "product-team" says nothing.
const HINTS: readonly (readonly [RegExp, EnvironmentColour])[] = [
  [/(?:^|[^a-z])(?:pre-?prod|staging|stage|stg|uat|qa|test)(?:$|[^a-z])/i, 'amber'],
  [/(?:^|[^a-z])(?:prod|production|prd|live)(?:$|[^a-z])/i, 'red'],
  [/(?:^|[^a-z])(?:sandbox|play|playground|lab)(?:$|[^a-z])/i, 'violet'],
];

/** The colour a profile of this name starts with, until the user picks one: red for production, amber for staging, else green. */
export function suggestColour(name: string): EnvironmentColour {
  return HINTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'green';
}
