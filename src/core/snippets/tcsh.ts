import { shell } from './shell.ts';

/** One name at a time: `unsetenv` takes a single pattern. */
export const tcsh = shell(
  'tcsh',
  (name, value) => `setenv ${name} '${value}'`,
  (names) => names.map((name) => `unsetenv ${name}`).join('\n'),
);
