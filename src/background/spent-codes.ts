import { tokenStep } from '../core/token-code.ts';
import { entry, readItem } from '../storage/item.ts';
import { type SpentCodes, spentCodes } from '../storage/items.ts';
import { fromBase64, toBase64 } from '../vault/base64.ts';
import type { Outside } from './outside.ts';

/** AWS takes a code for a little longer than its own step; a code is not used again within this time. */
const REMEMBERED_MS = 90_000;

/** One code of one device. */
export interface OneCode {
  readonly mfaSerial: string;
  readonly tokenCode: string;
}

/** A code as it is remembered: only a salted hash, in memory, for {@link REMEMBERED_MS}. */
export interface CodeMark {
  /** Whether this device's code was sent before. */
  readonly spent: boolean;
  /** The session items that say it is spent, to be written before its request can leave. */
  readonly spend: Record<string, unknown>;
  /** The session items that say it is not: the call is known not to have used it. */
  readonly giveBack: Record<string, unknown>;
}

/** How a code is remembered. Nothing is written; whoever writes holds a lock from here on. */
export async function markOf({ areas, crypto, now }: Outside, code: OneCode): Promise<CodeMark> {
  const nowMs = now();
  const known = (await readItem(areas, spentCodes)) ?? { salt: newSalt(crypto), until: {} };
  const hash = await hashOf(crypto, known, code);
  const fresh = Object.entries(known.until).filter(([, until]) => until > nowMs && until <= nowMs + REMEMBERED_MS);
  const { [hash]: spentUntil, ...others } = Object.fromEntries(fresh);
  return {
    spent: spentUntil !== undefined,
    spend: entry(spentCodes, { salt: known.salt, until: { ...others, [hash]: nowMs + REMEMBERED_MS } }),
    giveBack: entry(spentCodes, { salt: known.salt, until: others }),
  };
}

/** Seconds until the next code, 1 to 30. */
export function secondsToNextCode(serverNowMs: number): number {
  return Math.ceil(tokenStep(serverNowMs).remainingMs / 1000);
}

function newSalt(crypto: Crypto): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(16)));
}

async function hashOf(crypto: Crypto, { salt }: SpentCodes, { mfaSerial, tokenCode }: OneCode): Promise<string> {
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
