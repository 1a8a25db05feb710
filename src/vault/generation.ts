import { AppError } from '../core/errors.ts';
import { isNumber, isString } from '../core/json-shape.ts';
import { type Bytes, toBase64 } from './base64.ts';
import { parseContents, SCHEMA, serialiseContents, type VaultContents } from './contents.ts';
import { bodyKeyOf, keyCheckOf, type VaultCrypto } from './data-key.ts';
import { FORMAT, isCount, parseHeader, type VaultHeader } from './header.ts';
import { own } from './json.ts';
import { openText, sealText } from './sealed-text.ts';
import type { Binding, Sealed } from './sealing.ts';

/** One generation of the vault as it is stored: plain JSON. */
export interface SealedVault extends Sealed {
  readonly format: typeof FORMAT;
  /** The schema of the contents, in the open so that a later one is told apart from damage. */
  readonly schema: typeof SCHEMA;
  /** The header's exact text (see {@link VaultHeader}). */
  readonly header: string;
  /** 1 for a new vault, one more with every write. */
  readonly sequence: number;
}

/** A generation whose body has been proved genuine. Nothing of the contents is in it. */
export interface ProvedGeneration {
  readonly sealed: SealedVault;
  readonly header: VaultHeader;
  /** The key the body is sealed under. */
  readonly key: CryptoKey;
  /** What the body is bound to. */
  readonly binding: Binding;
}

/**
 * Seals `contents` under a fresh nonce. The body is bound to the format, the vault, the sequence, the schema and the header's text.
 * @throws {AppError} `internal` when the contents could not be read again, `vault-locked` when `dataKey` is not the key the header
 * names: what could not be opened again is never written.
 */
export async function sealGeneration(
  crypto: VaultCrypto,
  dataKey: Bytes,
  headerText: string,
  sequence: number,
  contents: VaultContents,
): Promise<SealedVault> {
  const text = serialiseContents(contents);
  const { vaultId, keyCheck } = parseHeader(headerText);
  const key = await provedKey(crypto, dataKey, vaultId, keyCheck);
  const open = { format: FORMAT, schema: SCHEMA, header: headerText, sequence } as const;
  return { ...open, ...(await sealText(crypto, key, await bindingOf(crypto, vaultId, open), text)) };
}

/**
 * Opens one generation and reads it.
 * @param sealed what lay in storage, of any shape.
 * @throws {AppError} `vault-newer`, `vault-damaged`, or `vault-locked` when `dataKey` is not the key its header names.
 */
export async function openGeneration(
  crypto: VaultCrypto,
  dataKey: Bytes,
  sealed: unknown,
): Promise<{ contents: VaultContents; header: VaultHeader; sequence: number }> {
  const { proved, text } = await proveGeneration(crypto, dataKey, readSealed(sealed));
  return { contents: parseContents(text), header: proved.header, sequence: proved.sealed.sequence };
}

/**
 * What lay in storage as a generation, nothing in it proved.
 * @throws {AppError} `vault-newer` for a later format or schema, `vault-damaged` for any other shape.
 */
export function readSealed(value: unknown): SealedVault {
  const [format, schema, header, sequence, nonce, body] = [
    'format',
    'schema',
    'header',
    'sequence',
    'nonce',
    'body',
  ].map((key) => own(value, key));
  if ((isNumber(format) && format > FORMAT) || (isNumber(schema) && schema > SCHEMA)) throw new AppError('vault-newer');
  if (
    format !== FORMAT ||
    schema !== SCHEMA ||
    !isString(header) ||
    !isCount(sequence) ||
    !isString(nonce) ||
    !isString(body)
  ) {
    throw new AppError('vault-damaged');
  }
  return { format, schema, header, sequence, nonce, body };
}

/**
 * Proves that a generation was sealed whole, with this header and under this key.
 * @param other one proved with the same `dataKey`: under the same header, its key need not be derived again.
 * @returns it, with the text of its contents
 * @throws {AppError} as {@link openGeneration}.
 */
export async function proveGeneration(
  crypto: VaultCrypto,
  dataKey: Bytes,
  sealed: SealedVault,
  other?: ProvedGeneration,
): Promise<{ readonly proved: ProvedGeneration; readonly text: string }> {
  const isSameHeader = other?.sealed.header === sealed.header;
  const header = isSameHeader ? other.header : parseHeader(sealed.header);
  const key = isSameHeader ? other.key : await provedKey(crypto, dataKey, header.vaultId, header.keyCheck);
  const proved = { sealed, header, key, binding: await bindingOf(crypto, header.vaultId, sealed) };
  return { proved, text: await textOf(crypto, proved) };
}

/** The text of the contents of a generation that was proved before. @throws {AppError} `vault-damaged` */
export async function textOf(crypto: VaultCrypto, { sealed, key, binding }: ProvedGeneration): Promise<string> {
  const text = await openText(crypto, key, binding, sealed);
  if (text === undefined) throw new AppError('vault-damaged');
  return text;
}

/** The key of the body, once `dataKey` is known to be this vault's. */
async function provedKey(crypto: VaultCrypto, dataKey: Bytes, vaultId: string, keyCheck: string): Promise<CryptoKey> {
  if ((await keyCheckOf(crypto, dataKey, vaultId)) !== keyCheck) throw new AppError('vault-locked');
  return bodyKeyOf(crypto, dataKey, vaultId);
}

async function bindingOf(
  crypto: VaultCrypto,
  vaultId: string,
  open: Pick<SealedVault, 'format' | 'schema' | 'header' | 'sequence'>,
): Promise<Binding> {
  const headerHash = toBase64(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(open.header))),
  );
  return ['stint vault body', open.format, vaultId, open.sequence, open.schema, headerHash];
}
