import { AppError } from '../core/errors.ts';
import type { Bytes } from './base64.ts';

/** What turning a passphrase into a key costs. */
export interface Cost {
  /** Memory filled, in KiB. */
  readonly memoryKiB: number;
  /** Passes over that memory. */
  readonly iterations: number;
  /** Lanes; hash-wasm works them off one after the other. */
  readonly parallelism: number;
}

/** Argon2id (RFC 9106), handed in so that only pages that derive keys load the WebAssembly. */
export type Argon2id = (
  input: Cost & { readonly password: Bytes; readonly salt: Bytes; readonly hashLength: number },
) => Promise<Uint8Array>;

/** The weakest cost that is ever derived with: OWASP's Password Storage Cheat Sheet, Argon2id with 19 MiB and 2 passes. */
export const COST_FLOOR: Cost = { memoryKiB: 19 * 1024, iterations: 2, parallelism: 1 };

/** The highest: a header that asks for more would only hang the page. */
const COST_CEILING: Cost = { memoryKiB: 1024 * 1024, iterations: 16, parallelism: 16 };

/**
 * Refuses a cost before anything is derived with it.
 * @throws {AppError} `weak-key-derivation` below {@link COST_FLOOR} (someone may have lowered it to guess cheaply),
 * `vault-damaged` above {@link COST_CEILING} or when it is no cost at all.
 */
export function checkCost(cost: Cost): void {
  const parts = ['memoryKiB', 'iterations', 'parallelism'] as const;
  if (parts.some((part) => !Number.isSafeInteger(cost[part]) || cost[part] < 1 || cost[part] > COST_CEILING[part])) {
    throw new AppError('vault-damaged');
  }
  if (parts.some((part) => cost[part] < COST_FLOOR[part])) throw new AppError('weak-key-derivation');
}

const LEAST_MIB = 64;
const MOST_MIB = 128;
const ITERATIONS = 3;
/** The middle of half a second to three quarters: felt once at unlocking, paid for every guess. */
const TARGET_MS = 625;

/**
 * Measures this computer and picks the cost for a new passphrase: three passes over 64 to 128 MiB, as much as takes about
 * 0.5 to 0.75 seconds. A slow computer gets 64 MiB and waits longer; it never gets less.
 * @param nowMs a clock in milliseconds; only differences count.
 */
export async function calibrate(tools: { argon2id: Argon2id; nowMs: () => number }): Promise<Cost> {
  const sample = { password: new Uint8Array(16), salt: new Uint8Array(16), hashLength: 32 };
  // The first run compiles the WebAssembly and would count as slowness.
  await tools.argon2id({ ...sample, ...COST_FLOOR });
  const cost = { memoryKiB: LEAST_MIB * 1024, iterations: ITERATIONS, parallelism: 1 };
  const from = tools.nowMs();
  await tools.argon2id({ ...sample, ...cost });
  const tookMs = tools.nowMs() - from;
  // A clock that was set back or is too coarse says nothing: such a computer is no slower for it.
  const fitting = tookMs > 0 ? Math.floor((LEAST_MIB * TARGET_MS) / tookMs) : MOST_MIB;
  return { ...cost, memoryKiB: Math.min(Math.max(fitting, LEAST_MIB), MOST_MIB) * 1024 };
}
