import { shell } from './shell.ts';

/** Single quotes: PowerShell expands nothing inside them. `Ignore`: a variable that is not set is no error. */
export const powershell = shell(
  'powershell',
  (name, value) => `$Env:${name}='${value}'`,
  (names) => `Remove-Item ${names.map((name) => `Env:${name}`).join(',')} -ErrorAction Ignore`,
);
