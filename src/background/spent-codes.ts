import { tokenStep } from '../core/token-code.ts';
import { entry, readItem, writeItem } from '../storage/item.ts';
import { type SpentCodes, spentCodes } from '../storage/items.ts';
import { fromBase64, toBase64 } from '../vault/base64.ts';
import type { Outside } from './outside.ts';

/** AWS takes a code for a little longer than its own step; a code is not used again within this time. */
const REMEMBERED_MS = 90_000;

/** A code's mark, ready to be stored in the same write as the record of the call it is about to be sent with. */
export interface Mark {
  /** Whether this device's code was sent before. */
  readonly spent: boolean;
  /** The session items that mark it. */
  readonly items: Record<string, unknown>;
  /** Forgets the mark: the call is known not to have used the code. */
  undo(): Promise<void>;
}

/**
 * Prepares the mark of a code. A code counts as spent from the moment its request may have left. Only a salted hash is kept, in
 * memory, for {@link REMEMBERED_MS}.
 */
export async function markCode(outside: Outside, mfaSerial: string, tokenCode: string): Promise<Mark> {
  const { areas, crypto } = outside;
  const now = outside.now();
  const known = (await readItem(areas, spentCodes)) ?? { salt: newSalt(crypto), until: {} };
  const hash = await hashOf(crypto, known, mfaSerial, tokenCode);
  const fresh = Object.entries(known.until).filter(([, until]) => until > now && until <= now + REMEMBERED_MS);
  const until = Object.fromEntries(fresh);
  return {
    spent: until[hash] !== undefined,
    items: entry(spentCodes, { salt: known.salt, until: { ...until, [hash]: now + REMEMBERED_MS } }),
    async undo() {
      const latest = await readItem(areas, spentCodes);
      if (!latest) return;
      const { [hash]: _, ...others } = latest.until;
      await writeItem(areas, spentCodes, { ...latest, until: others });
    },
  };
}

/** Seconds until the next code, 1 to 30. */
export function secondsToNextCode(serverNowMs: number): number {
  return Math.ceil(tokenStep(serverNowMs).remainingMs / 1000);
}

function newSalt(crypto: Crypto): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(16)));
}

async function hashOf(crypto: Crypto, { salt }: SpentCodes, mfaSerial: string, tokenCode: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    fromBase64(salt) ?? new Uint8Array(16),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${mfaSerial}\n${tokenCode}`));
  return toBase64(new Uint8Array(signed));
}
