import type { LongTermKeys } from '../core/profile.ts';
import type { TemporaryCredentials } from '../core/session.ts';
import type { StorageAreas } from '../storage/item.ts';
import type { VaultReplica } from '../vault/copies.ts';

interface StsCall {
  readonly keys: LongTermKeys;
  readonly endpoint: string;
  readonly region: string;
  readonly clockOffsetMs: number;
}

interface StsAnswer<T> {
  readonly value: T;
  readonly clockOffsetMs: number | undefined;
}

/** STS as the background uses it; `platform/sts` is the real one. */
export interface Sts {
  getCallerIdentity(call: StsCall): Promise<StsAnswer<{ readonly accountId: string; readonly arn: string }>>;
  getSessionToken(
    call: StsCall,
    request: { readonly mfaSerial: string; readonly tokenCode: string; readonly durationSeconds: number },
  ): Promise<StsAnswer<TemporaryCredentials>>;
  /** Makes the first call as quick as the next. Nothing is sent. */
  rehearse(): Promise<void>;
}

/** Keys that stay in this browser, for vaults without a passphrase. */
interface DeviceKeys {
  read(id: string): Promise<CryptoKey | undefined>;
  write(id: string, key: CryptoKey): Promise<void>;
}

interface Alarms {
  /** `atMs` by this computer's clock. */
  set(name: string, atMs: number): Promise<void>;
  clear(name: string): Promise<void>;
}

/** The world around the background: passed in by `index.ts`, faked in tests. */
export interface Outside {
  readonly areas: StorageAreas;
  readonly replica: VaultReplica;
  readonly deviceKeys: DeviceKeys;
  readonly crypto: Crypto;
  readonly sts: Sts;
  readonly alarms: Alarms;
  /** Milliseconds since the epoch by this computer's clock. */
  readonly now: () => number;
  /**
   * Runs `work` while holding the lock of that name; the browser's, as `index.ts` passes it in, also against every other context.
   * @throws {AppError} `busy` when it could not be had in 20 seconds.
   */
  readonly lock: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}
