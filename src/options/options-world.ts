import type { Site } from '../core/sites.ts';
import type { PagePorts, PassphrasePort } from '../ui/ports.ts';

/** The list of sites, and the browser's question for access. */
export interface SitePort {
  read(): Promise<readonly Site[]>;
  /** Calls `listener` after every change; returns the way to stop. */
  watch(listener: (list: readonly Site[]) => void): () => void;
  /** Asks the user for access to the hosts of these patterns. Only in a click. Resolves with whether it was given. */
  allow(hosts: readonly string[]): Promise<boolean>;
}

/** The right to read the clipboard, without which it can only be cleared whatever it holds. */
export interface ClipboardPort {
  mayRead(): Promise<boolean>;
  /** Asks the user. Only in a click. Resolves with whether it was given. */
  askToRead(): Promise<boolean>;
  /** Gives it back. */
  stopReading(): Promise<void>;
}

/** What the options tab may do beyond what the popup may. */
export interface OptionsPorts extends PagePorts {
  /**
   * Asks the user to let Stint read the answers of an origin that does not allow it by itself. Only in a click. Resolves with whether it
   * was allowed.
   */
  readonly allowHost: (origin: string) => Promise<boolean>;
}

/** Everything the options tab gets from outside: wired by `main.tsx`, faked in tests. */
export interface OptionsWorld {
  readonly ports: OptionsPorts;
  /** Brings the key derivation in; nothing of it is loaded before. */
  readonly loadPassphrasePort: () => Promise<PassphrasePort>;
  readonly sites: SitePort;
  readonly clipboard: ClipboardPort;
  /** Shows one notification, for a try. @returns whether the browser took it */
  readonly showNotification: (title: string, message: string) => Promise<boolean>;
  /** Stint's own version, `0.1.0`. */
  readonly version: string;
}
