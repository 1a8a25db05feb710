import { parseAccessKeyId, parseSecretAccessKey } from '../core/access-key.ts';
import { parseArn } from '../core/arn.ts';
import { parseEndpointUrl, type StsPlace } from '../core/endpoint.ts';
import { AppError, type ErrorCode, type ErrorRecord } from '../core/errors.ts';
import { parseMfaSerial } from '../core/mfa-device.ts';
import { hasFipsHost, parseRegion } from '../core/partition.ts';
import { type EnvironmentColour, parseProfileName } from '../core/profile.ts';
import { DEFAULT_SESSION_DURATION, parseDurationSeconds } from '../core/sts-limits.ts';
import type { EditableProfile, KeyCheck, KeyOwner, ProfileDraft } from '../messages/protocol.ts';
import { suggestColour } from './environment-colour.ts';

/** What stands in the form's fields, as typed. */
export interface ProfileFormValues {
  readonly name: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** Empty while editing means: the stored one stays. */
  readonly secretAccessKey: string;
  readonly mfaSerial: string;
  readonly durationSeconds: number;
  readonly colour: EnvironmentColour;
  /** Empty for AWS itself. */
  readonly endpointUrl: string;
  /** Counts only where {@link offersFips}. */
  readonly fips: boolean;
}

export type ProfileField = keyof ProfileFormValues;

/** The fields in reading order: the first with a problem gets the focus. */
export const PROFILE_FIELDS = [
  'name',
  'region',
  'accessKeyId',
  'secretAccessKey',
  'mfaSerial',
  'durationSeconds',
  'colour',
  'endpointUrl',
  'fips',
] as const satisfies readonly ProfileField[];

/** What can be wrong with one field: left empty, or refused by the rule in `core` that has this code. */
export type FieldProblem =
  | 'name-missing'
  | 'access-key-missing'
  | 'secret-missing'
  | 'mfa-missing'
  /** The access key id was changed, the secret was not: the stored one belongs to the old id. */
  | 'secret-of-other-key'
  | Extract<
      ErrorCode,
      | 'invalid-profile-name'
      | 'profile-name-taken'
      | 'invalid-region'
      | 'invalid-access-key-id'
      | 'temporary-access-key'
      | 'invalid-secret-access-key'
      | 'invalid-mfa-serial'
      | 'fido-mfa-device'
      | 'invalid-duration'
      | 'invalid-colour'
      | 'invalid-endpoint'
    >;

/** How far the question "whose keys are these?" has come. */
export type KeyCheckProgress =
  | { readonly state: 'none' }
  | { readonly state: 'checking' }
  | { readonly state: 'known'; readonly owner: KeyOwner }
  | { readonly state: 'refused'; readonly error: ErrorRecord };

/** What a paste can bring. */
export type Pasted = Readonly<Partial<Pick<ProfileFormValues, 'accessKeyId' | 'secretAccessKey' | 'name' | 'region'>>>;

export interface ProfileFormState {
  readonly values: ProfileFormValues;
  /** What the fields held at the beginning: the measure of "unsaved". */
  readonly initial: ProfileFormValues;
  /** The stored profile that is being edited. */
  readonly stored: EditableProfile | undefined;
  /** Fields whose problem may be shown: left by the user after typing, or all after Save was pressed. */
  readonly judged: ReadonlySet<ProfileField>;
  /** Fields the user has put something into or emptied. Suggestions never touch what stands in them. */
  readonly typed: ReadonlySet<ProfileField>;
  /** Goes up with every change of what is checked; an answer to an older question is dropped. */
  readonly checkId: number;
  readonly check: KeyCheckProgress;
  /** A value the background refused, and why; gone as soon as the field changes. */
  readonly refusedName: string | undefined;
  /** The secret was wiped because the vault locked in the meantime. */
  readonly secretWiped: boolean;
}

/** One field and the value it now holds. */
type FieldChange = {
  readonly [F in ProfileField]: { readonly type: 'changed'; readonly field: F; readonly value: ProfileFormValues[F] };
}[ProfileField];

export type ProfileFormAction =
  | FieldChange
  | { readonly type: 'left'; readonly field: ProfileField }
  | { readonly type: 'pasted'; readonly found: Pasted }
  | { readonly type: 'check-started'; readonly checkId: number }
  | { readonly type: 'check-answered'; readonly checkId: number; readonly owner: KeyOwner }
  | { readonly type: 'check-refused'; readonly checkId: number; readonly error: ErrorRecord }
  | { readonly type: 'save-pressed' }
  | { readonly type: 'name-refused' }
  | { readonly type: 'vault-locked' };

/** An empty form. @param region where the user's other profiles are, or the first guess */
export function newProfileForm(region: string): ProfileFormState {
  return formOf(
    {
      name: '',
      region,
      accessKeyId: '',
      secretAccessKey: '',
      mfaSerial: '',
      durationSeconds: DEFAULT_SESSION_DURATION,
      colour: suggestColour(''),
      endpointUrl: '',
      fips: false,
    },
    undefined,
  );
}

/** The form of a stored profile. The secret access key is never part of it. */
export function editProfileForm(stored: EditableProfile): ProfileFormState {
  const { name, region, accessKeyId, mfaSerial, durationSeconds, colour, endpointUrl = '', fips = false } = stored;
  return formOf(
    { name, region, accessKeyId, secretAccessKey: '', mfaSerial, durationSeconds, colour, endpointUrl, fips },
    stored,
  );
}

function formOf(values: ProfileFormValues, stored: EditableProfile | undefined): ProfileFormState {
  return {
    values,
    initial: values,
    stored,
    judged: new Set(),
    // Nothing of a stored profile is a guess.
    typed: stored ? new Set(PROFILE_FIELDS) : new Set(),
    checkId: 0,
    check: { state: 'none' },
    refusedName: undefined,
    secretWiped: false,
  };
}

/** The form after `action`. An action that says nothing new gives back the same object. */
export function profileFormReducer(state: ProfileFormState, action: ProfileFormAction): ProfileFormState {
  switch (action.type) {
    case 'changed':
      return changed(state, { [action.field]: action.value }, new Set([action.field]));
    case 'left':
      // Tabbing past an empty field is no mistake yet.
      return state.values[action.field] === '' && !state.judged.has(action.field)
        ? state
        : { ...state, judged: new Set([...state.judged, action.field]) };
    case 'pasted': {
      const taken = takenOf(state, action.found);
      const fields = fieldsOf(taken);
      const next = changed(state, taken, new Set(fields));
      return { ...next, judged: new Set([...next.judged, ...fields]) };
    }
    case 'check-started':
      return action.checkId === state.checkId ? { ...state, check: { state: 'checking' } } : state;
    case 'check-answered': {
      if (action.checkId !== state.checkId) return state;
      const { owner } = action;
      const known: ProfileFormState = { ...state, check: { state: 'known', owner } };
      if (isTyped(state, 'mfaSerial')) return known;
      const typed = new Set(state.typed);
      typed.delete('mfaSerial');
      return { ...known, typed, values: { ...state.values, mfaSerial: owner.suggestedMfaSerial } };
    }
    case 'check-refused':
      return action.checkId === state.checkId ? { ...state, check: { state: 'refused', error: action.error } } : state;
    case 'save-pressed':
      return { ...state, judged: new Set(PROFILE_FIELDS) };
    case 'name-refused':
      return { ...state, refusedName: state.values.name, judged: new Set([...state.judged, 'name']) };
    case 'vault-locked': {
      if (state.values.secretAccessKey === '') return state;
      // That the field is empty now is not the user's mistake.
      const judged = new Set(state.judged);
      judged.delete('secretAccessKey');
      return { ...changed(state, { secretAccessKey: '' }, new Set()), judged, secretWiped: true };
    }
  }
}

/** The part of a paste the form takes: the keys always, a name or region only where the user has put none. */
export function takenOf(state: ProfileFormState, found: Pasted): Pasted {
  const { name, region, ...keys } = found;
  return {
    ...keys,
    ...(name !== undefined && !isTyped(state, 'name') && { name }),
    ...(region !== undefined && !isTyped(state, 'region') && { region }),
  };
}

/** The fields of a paste in reading order. */
export function fieldsOf(pasted: Pasted): (keyof Pasted)[] {
  return (['accessKeyId', 'secretAccessKey', 'name', 'region'] as const).filter((field) => pasted[field] !== undefined);
}

/** What GetCallerIdentity depends on: a change of any of it asks anew. */
const CHECKED_FIELDS: ReadonlySet<string> = new Set<ProfileField>([
  'accessKeyId',
  'secretAccessKey',
  'region',
  'endpointUrl',
  'fips',
]);

function changed(
  state: ProfileFormState,
  change: Partial<ProfileFormValues>,
  by: ReadonlySet<ProfileField>,
): ProfileFormState {
  const typed = new Set([...state.typed, ...by]);
  const values = { ...state.values, ...change };
  if (!typed.has('colour') && 'name' in change) values.colour = suggestColour(values.name);
  const asksAnew = Object.entries(change).some(
    ([field, value]) => CHECKED_FIELDS.has(field) && state.values[field as ProfileField] !== value,
  );
  return {
    ...state,
    values,
    typed,
    ...(asksAnew && { checkId: state.checkId + 1, check: { state: 'none' } }),
    ...('secretAccessKey' in change && { secretWiped: false }),
  };
}

/** Emptying a field takes back that it was typed in: a suggestion may come again. */
function isTyped(state: ProfileFormState, field: ProfileField): boolean {
  return state.typed.has(field) && state.values[field] !== '';
}

/** Whether the MFA device in the field is the one Stint guessed. */
export function isMfaSuggested(state: ProfileFormState): boolean {
  return state.check.state === 'known' && state.values.mfaSerial === state.check.owner.suggestedMfaSerial;
}

/**
 * The account of the MFA device when it is another than the keys': AWS would refuse every code. Undefined when it fits or nothing is known
 * (a hardware serial names no account).
 */
export function foreignMfaAccount(state: ProfileFormState): string | undefined {
  const accountId = ownerOf(state)?.accountId;
  const device = parseArn(state.values.mfaSerial.trim())?.accountId;
  return accountId && device && device !== accountId ? device : undefined;
}

/** Whose keys the form holds, as far as it is known: by the last check, or from the vault while they are unchanged. */
export function ownerOf(state: ProfileFormState): { accountId: string; userName: string } | undefined {
  if (state.check.state === 'known') return state.check.owner;
  return state.stored && !hasNewKeys(state) ? state.stored : undefined;
}

/** Whether Save would store other keys than those in the vault. */
export function hasNewKeys({ stored, values }: ProfileFormState): boolean {
  return !stored || values.secretAccessKey !== '' || values.accessKeyId.trim() !== stored.accessKeyId;
}

/** Whether leaving would lose something the user put in. Suggestions are no loss. */
export function isUnsaved({ values, initial, typed }: ProfileFormState): boolean {
  return PROFILE_FIELDS.some((field) => typed.has(field) && values[field] !== initial[field]);
}

/** What is wrong with `field` now. @param takenNames the names of all other profiles */
export function problemOf(
  state: ProfileFormState,
  field: ProfileField,
  takenNames: ReadonlySet<string>,
): FieldProblem | undefined {
  const { values } = state;
  const custom = values.endpointUrl.trim() !== '';
  switch (field) {
    case 'name':
      if (values.name.trim() === '') return 'name-missing';
      if (takenNames.has(values.name.trim()) || state.refusedName === values.name) return 'profile-name-taken';
      return refusal(() => parseProfileName(values.name));
    case 'region':
      return refusal(() => parseRegion(values.region));
    case 'accessKeyId':
      if (values.accessKeyId.trim() === '') return 'access-key-missing';
      return refusal(() => parseAccessKeyId(values.accessKeyId, { custom }));
    case 'secretAccessKey':
      if (values.secretAccessKey === '' && !hasNewKeys(state)) return undefined;
      if (values.secretAccessKey.trim() === '') return state.stored ? 'secret-of-other-key' : 'secret-missing';
      return refusal(() => parseSecretAccessKey(values.secretAccessKey, { custom }));
    case 'mfaSerial':
      if (values.mfaSerial.trim() === '') return 'mfa-missing';
      return refusal(() => parseMfaSerial(values.mfaSerial));
    case 'durationSeconds':
      return refusal(() => parseDurationSeconds(values.durationSeconds));
    case 'colour':
    case 'fips':
      return undefined;
    case 'endpointUrl':
      return custom ? refusal(() => parseEndpointUrl(values.endpointUrl)) : undefined;
  }
}

/** The problem to show beside `field` now: none while it is being typed in for the first time. */
export function shownProblem(
  state: ProfileFormState,
  field: ProfileField,
  takenNames: ReadonlySet<string>,
): FieldProblem | undefined {
  return state.judged.has(field) ? problemOf(state, field, takenNames) : undefined;
}

/** The first field, in reading order, that keeps the form from being saved. */
export function firstProblem(state: ProfileFormState, takenNames: ReadonlySet<string>): ProfileField | undefined {
  return PROFILE_FIELDS.find((field) => problemOf(state, field, takenNames) !== undefined);
}

/** The question to ask AWS, once both keys are there and well formed; undefined while there is nothing (new) to ask. */
export function keyCheckOf(state: ProfileFormState): KeyCheck | undefined {
  const none: ReadonlySet<string> = new Set();
  if (!hasNewKeys(state)) return undefined;
  const asked = ['accessKeyId', 'secretAccessKey', 'region', 'endpointUrl'] as const;
  if (asked.some((field) => problemOf(state, field, none) !== undefined)) return undefined;
  const { accessKeyId, secretAccessKey } = state.values;
  return { accessKeyId: accessKeyId.trim(), secretAccessKey: secretAccessKey.trim(), ...placeOf(state.values) };
}

/** Whether there is a FIPS host to choose where the form points. */
export function offersFips({ region, endpointUrl }: ProfileFormValues): boolean {
  return endpointUrl.trim() === '' && hasFipsHost(region);
}

/** Where the form's calls go. @throws {AppError} `invalid-endpoint`, `invalid-region` */
export function placeOf(values: ProfileFormValues): StsPlace {
  const { endpointUrl, fips } = values;
  return {
    region: parseRegion(values.region),
    ...(endpointUrl.trim() !== '' && { endpointUrl: parseEndpointUrl(endpointUrl) }),
    ...(fips && offersFips(values) && { fips }),
  };
}

/** The form as it is sent to be saved. Call it only when {@link firstProblem} finds none. @throws {AppError} the code of the field that is refused */
export function draftOf(state: ProfileFormState): ProfileDraft {
  const { values } = state;
  const keys = keyCheckOf(state);
  return {
    name: parseProfileName(values.name),
    ...placeOf(values),
    colour: values.colour,
    mfaSerial: parseMfaSerial(values.mfaSerial),
    durationSeconds: parseDurationSeconds(values.durationSeconds),
    ...(keys && { keys: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey } }),
  };
}

/** The code `parse` throws for the value, none when it takes it. */
function refusal(parse: () => unknown): FieldProblem | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    // The parsers of `core` throw only the codes their fields have; anything else is a mistake of ours and must be seen.
    if (error instanceof AppError) return error.code as FieldProblem;
    throw error;
  }
}
