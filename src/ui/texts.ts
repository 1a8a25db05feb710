import type messages from '../../public/_locales/en/messages.json';

/** The name of a text in `public/_locales`. */
export type TextKey = Exclude<keyof typeof messages, `manifest_${string}`>;

type Lookup = (key: string, substitutions: string[]) => string;

let lookup: Lookup = (key) => key;

/** Wires the browser's own message lookup in, once, from a page's `main.tsx`. */
export function useTextsFrom(browserLookup: Lookup): void {
  lookup = browserLookup;
}

/** A text in the user's language, with `$1`…`$9` filled in. */
export function text(key: TextKey, ...substitutions: readonly (string | number)[]): string {
  return lookup(key, substitutions.map(String));
}
