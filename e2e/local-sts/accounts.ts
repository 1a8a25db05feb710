import {
  newAccessKeyId,
  newAccountId,
  newHardwareSerial,
  newSecretAccessKey,
  newSessionToken,
  newUserId,
} from './key-material.ts';
import { MfaDevice } from './mfa-device.ts';

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';

/** How a device is named: by the ARN of a virtual one, or by the serial number printed on a token. */
export type DeviceSpec =
  | { readonly kind: 'virtual'; readonly name?: string }
  | { readonly kind: 'hardware'; readonly serial?: string };

export interface UserSpec {
  /** Default: `alice`. Ignored for root. */
  readonly userName?: string;
  /** 12 digits. Default: random. */
  readonly accountId?: string;
  /** Default: `aws`. */
  readonly partition?: Partition;
  /** The account's root user instead of an IAM user. */
  readonly root?: boolean;
  /** Default: one virtual device with the user's name. An empty list makes a user without MFA. */
  readonly devices?: readonly DeviceSpec[];
}

/** Long-term keys. AWS answers to an inactive key as to an unknown one. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  active: boolean;
}

/** Temporary credentials this server has given out. */
export interface IssuedSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch, whole seconds, by the server's clock. */
  readonly expiresAtMs: number;
  readonly user: LocalUser;
  readonly mfaAuthenticated: boolean;
}

/** Who signed a request. */
export type Caller =
  | { readonly kind: 'long-term'; readonly user: LocalUser; readonly key: AccessKey }
  | { readonly kind: 'session'; readonly user: LocalUser; readonly session: IssuedSession };

/** One principal with long-term keys: an IAM user, or an account's root. */
export class LocalUser {
  readonly userName: string;
  readonly accountId: string;
  readonly partition: Partition;
  readonly isRoot: boolean;
  readonly keys: AccessKey[] = [];
  readonly devices: MfaDevice[] = [];
  readonly userId: string;
  readonly #accounts: Accounts;

  constructor(accounts: Accounts, spec: UserSpec) {
    this.#accounts = accounts;
    this.isRoot = spec.root ?? false;
    this.userName = this.isRoot ? 'root' : (spec.userName ?? 'alice');
    this.accountId = spec.accountId ?? newAccountId();
    this.partition = spec.partition ?? 'aws';
    // GetCallerIdentity gives the account id as root's UserId.
    this.userId = this.isRoot ? this.accountId : newUserId();
    this.addKey();
    for (const device of spec.devices ?? [{ kind: 'virtual' }]) this.addDevice(device);
  }

  /** The caller's ARN as GetCallerIdentity gives it. */
  get userArn(): string {
    return `arn:${this.partition}:iam::${this.accountId}:${this.isRoot ? 'root' : `user/${this.userName}`}`;
  }

  /** The first key's id. */
  get accessKeyId(): string {
    return first(this.keys, 'access key').accessKeyId;
  }

  /** The first key's secret. */
  get secretAccessKey(): string {
    return first(this.keys, 'access key').secretAccessKey;
  }

  /** The first device. @throws {Error} when the user has none */
  get device(): MfaDevice {
    return first(this.devices, 'MFA device');
  }

  /** The first device's serial. @throws {Error} when the user has none */
  get mfaSerial(): string {
    return this.device.serial;
  }

  /** The six digits the first device shows at `atMs` (default: now, by the server's clock). */
  currentCode(atMs: number = this.#accounts.nowMs()): string {
    return this.device.codeAt(atMs);
  }

  /** One more pair of long-term keys, active. */
  addKey(): AccessKey {
    const key = { accessKeyId: newAccessKeyId('AKIA'), secretAccessKey: newSecretAccessKey(), active: true };
    this.keys.push(key);
    this.#accounts.registerKey(this, key);
    return key;
  }

  /** One more MFA device. @throws {Error} when its serial is taken */
  addDevice(spec: DeviceSpec): MfaDevice {
    const serial = spec.kind === 'hardware' ? (spec.serial ?? newHardwareSerial()) : this.#virtualSerial(spec.name);
    const device = new MfaDevice(serial, `${this.userName}@${this.accountId}`, () => this.#accounts.nowMs());
    this.#accounts.registerDevice(this, device);
    this.devices.push(device);
    return device;
  }

  #virtualSerial(name: string = this.isRoot ? 'root-account-mfa-device' : this.userName): string {
    return `arn:${this.partition}:iam::${this.accountId}:mfa/${name}`;
  }
}

/** Every principal, key, device and issued session this server knows. */
export class Accounts {
  /** The server's time, milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Random bytes in each new session token; the token is about a third longer. */
  sessionTokenBytes = 280;
  readonly #callers = new Map<string, Caller>();
  readonly #devices = new Map<string, { readonly user: LocalUser; readonly device: MfaDevice }>();

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  /** Adds a principal with one active key and, unless told otherwise, one virtual MFA device. */
  addUser(spec: UserSpec = {}): LocalUser {
    return new LocalUser(this, spec);
  }

  /** Who owns `accessKeyId`, long-term or temporary, active or not, expired or not. */
  findCaller(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }

  /** The device with that serial and the user it belongs to. */
  findDevice(serial: string): { readonly user: LocalUser; readonly device: MfaDevice } | undefined {
    return this.#devices.get(serial);
  }

  /** Gives out temporary credentials for `user`, good for `durationSeconds` from now by the server's clock. */
  issueSession(user: LocalUser, durationSeconds: number, mfaAuthenticated: boolean): IssuedSession {
    const session: IssuedSession = {
      accessKeyId: newAccessKeyId('ASIA'),
      secretAccessKey: newSecretAccessKey(),
      sessionToken: newSessionToken(this.sessionTokenBytes),
      // AWS writes whole seconds; what it writes is what it means.
      expiresAtMs: (Math.floor(this.nowMs() / 1000) + durationSeconds) * 1000,
      user,
      mfaAuthenticated,
    };
    this.#callers.set(session.accessKeyId, { kind: 'session', user, session });
    return session;
  }

  /** Called by {@link LocalUser.addKey}. */
  registerKey(user: LocalUser, key: AccessKey): void {
    this.#callers.set(key.accessKeyId, { kind: 'long-term', user, key });
  }

  /** Called by {@link LocalUser.addDevice}. @throws {Error} when the serial is taken */
  registerDevice(user: LocalUser, device: MfaDevice): void {
    if (this.#devices.has(device.serial)) throw new Error(`The MFA serial ${device.serial} is taken.`);
    this.#devices.set(device.serial, { user, device });
  }
}

function first<T>(list: readonly T[], what: string): T {
  const [item] = list;
  if (item === undefined) throw new Error(`This user has no ${what}.`);
  return item;
}
