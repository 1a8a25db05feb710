import { argon2id as hashWasm } from 'hash-wasm';
import type { Argon2id } from './key-derivation.ts';

/**
 * Argon2id by hash-wasm. Pages load this file through a dynamic import when a passphrase is about to be used; the background
 * never does. The WebAssembly needs `'wasm-unsafe-eval'` in the pages' policy.
 */
export const argon2id: Argon2id = ({ memoryKiB, ...input }) =>
  hashWasm({ ...input, memorySize: memoryKiB, outputType: 'binary' });
