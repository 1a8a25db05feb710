import { shell } from './shell.ts';

/** Global and exported: for this shell and what it starts, not for later ones. Universal variables are nobody's to erase here. */
export const fish = shell(
  'fish',
  (name, value) => `set -gx ${name} '${value}'`,
  (names) => `set -eg ${names.join(' ')}`,
);
