import { shell } from './shell.ts';

/** Single quotes: Nushell interpolates nothing inside them. `-i`: it would stop at a variable that is not set. */
export const nushell = shell(
  'nushell',
  (name, value) => `$env.${name} = '${value}'`,
  (names) => `hide-env -i ${names.join(' ')}`,
);
