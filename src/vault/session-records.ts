import { AppError } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';
import type { Session } from '../core/session.ts';
import { isSession } from './contents.ts';
import type { VaultCrypto } from './data-key.ts';
import type { ProvedGeneration } from './generation.ts';
import { FORMAT } from './header.ts';
import { readJson } from './json.ts';
import { openText, sealText } from './sealed-text.ts';
import type { Binding } from './sealing.ts';

/** The records of live sessions as they lie in storage: by session id, each sealed for itself. */
type StoredRecords = Readonly<Record<string, unknown>>;

/** One record that proved genuine, as it lies there. */
interface KeptRecord {
  readonly id: string;
  readonly record: unknown;
  /** Absent when only a later Stint can read it: such a record stays as it is. */
  readonly session: Session | undefined;
}

/** What was found under the key of the records. */
export interface SessionRecords {
  readonly kept: readonly KeptRecord[];
  /** What did not prove genuine, as it lay there: records by id, or the whole when it is no table. `undefined` when all did. */
  readonly lost: unknown;
}

/** What a record is bound to: nobody can move it to another session, another vault or a generation's place. */
function bindingOf({ header }: ProvedGeneration, id: string): Binding {
  return ['stint vault session', FORMAT, header.vaultId, id];
}

/** The records under their ids, of whatever lay there. */
export function recordsIn(stored: unknown): [id: string, record: unknown][] {
  return isObject(stored) ? Object.entries(stored) : [];
}

/**
 * Opens every record; one that does not open hides none of the others.
 * @param vault any proved generation of the vault they are of: all have the same id and key.
 * @param stored what lay there, of any shape.
 */
export async function openRecords(
  crypto: VaultCrypto,
  vault: ProvedGeneration,
  stored: unknown,
): Promise<SessionRecords> {
  const opened = await Promise.all(
    recordsIn(stored).map(async ([id, record]) => {
      const text = await openText(crypto, vault.key, bindingOf(vault, id), record);
      return { id, record, text, session: sessionIn(text, id) };
    }),
  );
  // Browsers hand a table back in the order of its random ids.
  const startedAtMs = ({ session }: KeptRecord) => session?.startedAtMs ?? Number.MAX_SAFE_INTEGER;
  const kept = opened
    .filter(({ text }) => text !== undefined)
    .sort((one, other) => startedAtMs(one) - startedAtMs(other));
  const lost = opened.filter(({ text }) => text === undefined);
  return { kept, lost: !isObject(stored) ? stored : lost.length > 0 ? tableOf(lost) : undefined };
}

/** The records of `sessions`, and of what only a later Stint can read. @returns `undefined` when they are those in `former`. */
export async function recordsOf(
  crypto: VaultCrypto,
  vault: ProvedGeneration,
  sessions: readonly Session[],
  former: SessionRecords,
): Promise<StoredRecords | undefined> {
  const stay = new Set(sessions);
  const kept = former.kept.filter(({ session }) => !session || stay.delete(session));
  if (stay.size === 0 && kept.length === former.kept.length) return undefined;
  const sealed = await Promise.all([...stay].map(async (session) => sealRecord(crypto, vault, session)));
  return tableOf([...kept, ...sealed]);
}

/** Records as they are stored. */
export function tableOf(records: readonly KeptRecord[]): StoredRecords {
  return Object.fromEntries(records.map(({ id, record }) => [id, record]));
}

/** @throws {AppError} `internal` for a session that could not be read again. */
async function sealRecord(crypto: VaultCrypto, vault: ProvedGeneration, session: Session): Promise<KeptRecord> {
  const { id } = session;
  const text = JSON.stringify(session);
  if (!sessionIn(text, id)) throw new AppError('internal');
  return { id, record: await sealText(crypto, vault.key, bindingOf(vault, id), text), session };
}

/** The session in a record's text, when this version can read it. */
function sessionIn(text = '', id: string): Session | undefined {
  try {
    const value = readJson(text);
    return isSession(value) && value.id === id ? value : undefined;
  } catch {
    return undefined;
  }
}
