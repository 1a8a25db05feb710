import type { PagePorts, PassphrasePort } from '../ui/ports.ts';

/** Everything the options tab gets from outside: wired by `main.tsx`, faked in tests. */
export interface OptionsWorld {
  readonly ports: PagePorts;
  /** Brings the key derivation in; nothing of it is loaded before. */
  readonly loadPassphrasePort: () => Promise<PassphrasePort>;
  /** Stint's own version, `0.1.0`. */
  readonly version: string;
}
