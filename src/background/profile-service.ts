import { parseAccessKeyId, parseSecretAccessKey } from '../core/access-key.ts';
import { isRootArn, parseArn, userNameOf } from '../core/arn.ts';
import { parseEndpointUrl, type StsPlace, stsEndpoint } from '../core/endpoint.ts';
import { AppError } from '../core/errors.ts';
import { parseMfaSerial, suggestMfaSerial } from '../core/mfa-device.ts';
import { parseRegion, partitionOf, stsHost } from '../core/partition.ts';
import { type LongTermKeys, type Profile, parseProfileName } from '../core/profile.ts';
import { parseDurationSeconds } from '../core/sts-limits.ts';
import type { EditableProfile, KeyCheck, KeyOwner, ProfileDraft } from '../messages/protocol.ts';
import { readItem } from '../storage/item.ts';
import { clockOffset } from '../storage/items.ts';
import type { Outside } from './outside.ts';
import { findProfile } from './session-service.ts';
import { changeSettings } from './settings-store.ts';
import { SignInLog } from './sign-ins.ts';
import type { VaultKeeper } from './vault-keeper.ts';

/** Adds, changes and removes profiles. */
export class ProfileService {
  private readonly outside: Outside;
  private readonly keeper: VaultKeeper;
  private readonly log: SignInLog;

  constructor(outside: Outside, keeper: VaultKeeper) {
    this.outside = outside;
    this.keeper = keeper;
    this.log = new SignInLog(outside);
  }

  /**
   * Asks STS whose keys these are. Nothing is stored.
   * @throws {AppError} `root-keys` for the account's root user, `temporary-access-key`, input errors, and STS's
   */
  async checkKeys(check: KeyCheck): Promise<KeyOwner> {
    const place = placeOf(check);
    const { accountId, userArn } = await this.ownerOf(parseKeys(check, place), place);
    const userName = userNameOf(userArn) ?? '';
    const partition = parseArn(userArn)?.partition ?? 'aws';
    return { accountId, userArn, userName, suggestedMfaSerial: suggestMfaSerial({ partition, accountId, userName }) };
  }

  /**
   * Adds a profile, or changes the one named; keys that are new, or go to another server, are checked first. The profile becomes the
   * selected one when it is new.
   * @returns its id
   * @throws {AppError} input errors, `profile-name-taken`, `profile-missing`, `busy` when another window changed it meanwhile, what
   * {@link checkKeys} throws, vault errors
   */
  async save(draft: ProfileDraft, profileId: string | undefined): Promise<string> {
    const place = placeOf(draft);
    const name = parseProfileName(draft.name);
    const mfaSerial = parseMfaSerial(draft.mfaSerial);
    const durationSeconds = parseDurationSeconds(draft.durationSeconds);
    const contents = await this.keeper.read();
    const former = profileId === undefined ? undefined : findProfile(contents, profileId);
    checkNameIsFree(contents.profiles, name, profileId);
    const keys = draft.keys ? parseKeys(draft.keys, place) : former?.keys;
    if (!keys) throw new AppError('invalid-access-key-id');
    const owner = former && !draft.keys && !goElsewhere(former, place) ? former : await this.ownerOf(keys, place);
    const id = profileId ?? this.outside.crypto.randomUUID();
    await this.keeper.update((latest) => {
      checkNameIsFree(latest.profiles, name, profileId);
      const stored = profileId === undefined ? undefined : findProfile(latest, profileId);
      // Changed in another window since it was read here: what was checked may no longer be what would be written.
      if (JSON.stringify(stored) !== JSON.stringify(former)) throw new AppError('busy');
      const { endpointUrl: _, fips: __, ...kept } = stored ?? {};
      const profile: Profile = {
        ...kept,
        kind: 'mfa-session',
        id,
        name,
        ...place,
        colour: draft.colour,
        keys,
        mfaSerial,
        durationSeconds,
        accountId: owner.accountId,
        userArn: owner.userArn,
      };
      const profiles = stored
        ? latest.profiles.map((item) => (item.id === id ? profile : item))
        : [...latest.profiles, profile];
      const isSameUser = stored?.userArn === profile.userArn && stored.endpointUrl === profile.endpointUrl;
      // Credentials of the former user would stand under the new one's name.
      const sessions = isSameUser ? latest.sessions : latest.sessions.filter((item) => item.profileId !== id);
      return { ...latest, profiles, sessions };
    });
    if (!former) await this.select(id);
    return id;
  }

  /** @throws {AppError} `profile-missing`, vault errors */
  async read(profileId: string): Promise<EditableProfile> {
    const profile = findProfile(await this.keeper.read(), profileId);
    return {
      name: profile.name,
      region: profile.region,
      colour: profile.colour,
      ...(profile.endpointUrl !== undefined && { endpointUrl: profile.endpointUrl }),
      ...(profile.fips && { fips: true }),
      mfaSerial: profile.mfaSerial,
      durationSeconds: profile.durationSeconds,
      accessKeyId: profile.keys.accessKeyId,
      accountId: profile.accountId,
      userName: userNameOf(profile.userArn) ?? '',
    };
  }

  /** Removes a profile, its keys and its session. @throws {AppError} `profile-missing`, vault errors */
  async remove(profileId: string): Promise<void> {
    await this.keeper.update((contents) => {
      findProfile(contents, profileId);
      return {
        ...contents,
        profiles: contents.profiles.filter((profile) => profile.id !== profileId),
        sessions: contents.sessions.filter((session) => session.profileId !== profileId),
      };
    });
    await this.log.drop(profileId);
  }

  /** Makes a profile the one the popup opens on. */
  async select(profileId: string): Promise<void> {
    await changeSettings(this.outside, { selectedProfileId: profileId });
    await this.keeper.noteUse(profileId);
    await this.keeper.refresh();
  }

  private async ownerOf(keys: LongTermKeys, place: StsPlace): Promise<{ accountId: string; userArn: string }> {
    const { areas, sts } = this.outside;
    const { value } = await sts.getCallerIdentity({
      keys,
      endpoint: stsEndpoint(place),
      region: place.region,
      clockOffsetMs: await readItem(areas, clockOffset),
    });
    if (isRootArn(value.arn)) throw new AppError('root-keys');
    return { accountId: value.accountId, userArn: value.arn };
  }
}

/** @throws {AppError} `invalid-region`, also where the FIPS host is wished and there is none; `invalid-endpoint` */
function placeOf(given: StsPlace): StsPlace {
  const region = parseRegion(given.region);
  if (given.endpointUrl !== undefined) return { region, endpointUrl: parseEndpointUrl(given.endpointUrl) };
  if (!given.fips) return { region };
  stsHost(region, { fips: true });
  return { region, fips: true };
}

/** Whether a profile's keys would go to another server than the one they were checked with: another endpoint, or another partition's. */
function goElsewhere(former: Profile, place: StsPlace): boolean {
  if (former.endpointUrl !== place.endpointUrl) return true;
  return place.endpointUrl === undefined && parseArn(former.userArn)?.partition !== partitionOf(place.region);
}

function parseKeys(keys: LongTermKeys, place: StsPlace): LongTermKeys {
  const custom = place.endpointUrl !== undefined;
  return {
    accessKeyId: parseAccessKeyId(keys.accessKeyId, { custom }),
    secretAccessKey: parseSecretAccessKey(keys.secretAccessKey, { custom }),
  };
}

function checkNameIsFree(profiles: readonly Profile[], name: string, ownId: string | undefined): void {
  if (profiles.some((profile) => profile.name === name && profile.id !== ownId))
    throw new AppError('profile-name-taken');
}
