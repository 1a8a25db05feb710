import { shell } from './shell.ts';

/** For bash, zsh and every other POSIX shell. */
export const posix = shell(
  'posix',
  (name, value) => `export ${name}='${value}'`,
  (names) => `unset ${names.join(' ')}`,
);
