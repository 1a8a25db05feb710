import { AppError } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';

/** Far above what Stint writes, far below what would overflow a stack. */
const MAX_DEPTH = 16;

/**
 * Reads JSON that came out of storage.
 * @throws {AppError} `vault-damaged` when it is no JSON, is nested more than 16 deep, or holds a key `__proto__`.
 */
export function readJson(text: string): unknown {
  try {
    return admit(JSON.parse(text), 0);
  } catch (cause) {
    throw new AppError('vault-damaged', { cause });
  }
}

function admit(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH || Object.hasOwn(value, '__proto__')) throw new AppError('vault-damaged');
  for (const item of Object.values(value)) admit(item, depth + 1);
  return value;
}

/** An object's own property; what it would inherit does not count. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
