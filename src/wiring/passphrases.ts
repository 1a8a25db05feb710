/** The work with passphrases, put together. Loaded when it is first needed: it brings Argon2 with it. */
import { createClient } from '../messages/client.ts';
import { deliver } from '../platform/runtime.ts';
import type { PassphrasePort } from '../ui/ports.ts';
import { PassphraseBrake } from './passphrase-brake.ts';
import { passphrasePort } from './passphrase-port.ts';

export function passphrases(): PassphrasePort {
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const brake = new PassphraseBrake({ storage: localStorage, nowMs: () => Date.now(), pause });
  return passphrasePort(createClient(deliver), brake);
}
