import { describe, expect, it } from 'vitest';
import { ENVIRONMENT_COLOURS } from '../core/profile.ts';
import type { EditableProfile, KeyOwner } from '../messages/protocol.ts';
import {
  draftOf,
  editProfileForm,
  type FieldProblem,
  fieldsOf,
  firstProblem,
  foreignMfaAccount,
  isMfaSuggested,
  isUnsaved,
  keyCheckOf,
  newProfileForm,
  offersFips,
  ownerOf,
  PROFILE_FIELDS,
  type ProfileField,
  type ProfileFormAction,
  type ProfileFormState,
  problemOf,
  profileFormReducer,
  shownProblem,
  takenOf,
} from './profile-form.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
const ALICE: KeyOwner = {
  accountId: '123456789012',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  userName: 'alice',
  suggestedMfaSerial: DEVICE,
};
const BOB: KeyOwner = {
  accountId: '210987654321',
  userArn: 'arn:aws:iam::210987654321:user/bob',
  userName: 'bob',
  suggestedMfaSerial: 'arn:aws:iam::210987654321:mfa/bob',
};
const STORED: EditableProfile = {
  name: 'dev',
  region: 'eu-central-1',
  colour: 'blue',
  mfaSerial: DEVICE,
  durationSeconds: 3600,
  accessKeyId: KEY,
  accountId: ALICE.accountId,
  userName: ALICE.userName,
};
const NO_NAMES: ReadonlySet<string> = new Set();

function run(state: ProfileFormState, ...actions: readonly ProfileFormAction[]): ProfileFormState {
  return actions.reduce(profileFormReducer, state);
}

function type<F extends ProfileField>(field: F, value: ProfileFormState['values'][F]): ProfileFormAction {
  return { type: 'changed', field, value } as ProfileFormAction;
}

const blank = newProfileForm('eu-central-1');
const filled = run(
  blank,
  type('name', 'dev'),
  type('accessKeyId', KEY),
  type('secretAccessKey', SECRET),
  type('mfaSerial', DEVICE),
);

describe('problemOf', () => {
  it.each<[ProfileField, string, FieldProblem | undefined]>([
    ['name', 'dev', undefined],
    ['name', ' dev ', undefined],
    ['name', '', 'name-missing'],
    ['name', '  ', 'name-missing'],
    ['name', 'my dev', 'invalid-profile-name'],
    ['name', '<img src=x onerror=alert(1)>', 'invalid-profile-name'],
    ['name', 'dev\u202egnp', 'invalid-profile-name'],
    ['name', 'x'.repeat(65), 'invalid-profile-name'],
    ['name', 'taken', 'profile-name-taken'],
    ['name', ' taken ', 'profile-name-taken'],
    ['accessKeyId', KEY, undefined],
    ['accessKeyId', ` ${KEY}\n`, undefined],
    ['accessKeyId', '', 'access-key-missing'],
    ['accessKeyId', 'minio', 'invalid-access-key-id'],
    ['accessKeyId', 'ASIAIOSFODNN7EXAMPLE', 'temporary-access-key'],
    ['accessKeyId', 'AIDAIOSFODNN7EXAMPLE', 'invalid-access-key-id'],
    ['secretAccessKey', SECRET, undefined],
    ['secretAccessKey', '', 'secret-missing'],
    ['secretAccessKey', '   ', 'secret-missing'],
    ['secretAccessKey', SECRET.slice(1), 'invalid-secret-access-key'],
    ['mfaSerial', DEVICE, undefined],
    ['mfaSerial', 'GAHT12345678', undefined],
    ['mfaSerial', '', 'mfa-missing'],
    ['mfaSerial', 'alice', 'invalid-mfa-serial'],
    ['mfaSerial', ALICE.userArn, 'invalid-mfa-serial'],
    ['mfaSerial', 'arn:aws:iam::123456789012:u2f/user/alice/key', 'fido-mfa-device'],
    ['region', 'eu-central-1', undefined],
    ['region', 'mars-north-1', 'invalid-region'],
    ['endpointUrl', '', undefined],
    ['endpointUrl', '  ', undefined],
    ['endpointUrl', 'http://localhost:4566', undefined],
    ['endpointUrl', 'https://evil.example', 'invalid-endpoint'],
  ])('%s %j: %s', (field, value, problem) => {
    expect(problemOf(run(filled, type(field, value)), field, new Set(['taken']))).toBe(problem);
  });

  it.each([0, 899, 900.5, 129_601, Number.NaN])('refuses %s seconds', (seconds) => {
    expect(problemOf(run(filled, type('durationSeconds', seconds)), 'durationSeconds', NO_NAMES)).toBe(
      'invalid-duration',
    );
  });

  it('takes the keys of a server on this computer as they come', () => {
    const state = run(filled, type('accessKeyId', 'minio'), type('secretAccessKey', 'minio123'));
    expect(firstProblem(state, NO_NAMES)).toBe('accessKeyId');
    expect(firstProblem(run(state, type('endpointUrl', 'http://localhost:9000')), NO_NAMES)).toBeUndefined();
  });

  it('wants the secret of a key that was exchanged, and only then', () => {
    const stored = editProfileForm(STORED);
    expect(firstProblem(stored, NO_NAMES)).toBeUndefined();
    const exchanged = run(stored, type('accessKeyId', OTHER_KEY));
    expect(problemOf(exchanged, 'secretAccessKey', NO_NAMES)).toBe('secret-of-other-key');
    expect(firstProblem(run(exchanged, type('secretAccessKey', SECRET)), NO_NAMES)).toBeUndefined();
  });

  it('remembers a name the background refused until it is changed', () => {
    const refused = run(filled, { type: 'name-refused' });
    expect(shownProblem(refused, 'name', NO_NAMES)).toBe('profile-name-taken');
    expect(problemOf(run(refused, type('name', 'dev2')), 'name', NO_NAMES)).toBeUndefined();
  });
});

describe('when a problem is shown', () => {
  const half = run(blank, type('accessKeyId', 'AKIA'));

  it('not while typing, but when the field is left', () => {
    expect(shownProblem(half, 'accessKeyId', NO_NAMES)).toBeUndefined();
    expect(shownProblem(run(half, { type: 'left', field: 'accessKeyId' }), 'accessKeyId', NO_NAMES)).toBe(
      'invalid-access-key-id',
    );
  });

  it('goes as soon as the value is right', () => {
    const corrected = run(half, { type: 'left', field: 'accessKeyId' }, type('accessKeyId', KEY));
    expect(shownProblem(corrected, 'accessKeyId', NO_NAMES)).toBeUndefined();
  });

  it('not for tabbing past an empty field, but after Save', () => {
    const passed = run(blank, { type: 'left', field: 'name' });
    expect(passed).toBe(blank);
    const pressed = run(passed, { type: 'save-pressed' });
    expect(PROFILE_FIELDS.filter((field) => shownProblem(pressed, field, NO_NAMES))).toEqual([
      'name',
      'accessKeyId',
      'secretAccessKey',
      'mfaSerial',
    ]);
    expect(firstProblem(pressed, NO_NAMES)).toBe('name');
  });
});

describe('keyCheckOf', () => {
  const keys = { accessKeyId: KEY, secretAccessKey: SECRET, region: 'eu-central-1' };

  it.each<[string, ProfileFormState, unknown]>([
    ['asks for complete keys', filled, keys],
    ['without the white space around them', run(filled, type('accessKeyId', ` ${KEY} `)), keys],
    [
      'asks the server on this computer',
      run(filled, type('endpointUrl', 'http://localhost:4566/')),
      { ...keys, endpointUrl: 'http://localhost:4566' },
    ],
    [
      'asks the FIPS host where there is one',
      run(filled, type('region', 'us-east-1'), type('fips', true)),
      { ...keys, region: 'us-east-1', fips: true },
    ],
    ['and the ordinary one where there is none', run(filled, type('fips', true)), keys],
    [
      'and the server on this computer before either',
      run(filled, type('region', 'us-east-1'), type('fips', true), type('endpointUrl', 'http://localhost:4566')),
      { ...keys, region: 'us-east-1', endpointUrl: 'http://localhost:4566' },
    ],
    ['not for half a key', run(filled, type('accessKeyId', 'AKIA')), undefined],
    ['not for a temporary key', run(filled, type('accessKeyId', 'ASIAIOSFODNN7EXAMPLE')), undefined],
    ['not without a secret', run(filled, type('secretAccessKey', '')), undefined],
    ['not for an endpoint elsewhere', run(filled, type('endpointUrl', 'https://evil.example')), undefined],
    ['not for an empty form', blank, undefined],
    ['not for stored keys, whose secret the page does not know', editProfileForm(STORED), undefined],
    ['for a secret typed again', run(editProfileForm(STORED), type('secretAccessKey', SECRET)), keys],
  ])('%s', (_, state, request) => {
    expect(keyCheckOf(state)).toEqual(request);
  });
});

describe('the answer to the question whose keys these are', () => {
  const asked = run(filled, type('mfaSerial', ''));
  const started = run(asked, { type: 'check-started', checkId: asked.checkId });
  const known = run(started, { type: 'check-answered', checkId: started.checkId, owner: ALICE });

  it('names the owner and guesses the device', () => {
    expect(started.check).toEqual({ state: 'checking' });
    expect(ownerOf(known)).toMatchObject({ accountId: '123456789012', userName: 'alice' });
    expect(known.values.mfaSerial).toBe(DEVICE);
    expect(isMfaSuggested(known)).toBe(true);
  });

  it('never overwrites a device that was typed', () => {
    const typed = run(started, type('mfaSerial', 'GAHT12345678'));
    const answered = run(typed, { type: 'check-answered', checkId: typed.checkId, owner: ALICE });
    expect(answered.values.mfaSerial).toBe('GAHT12345678');
    expect(isMfaSuggested(answered)).toBe(false);
  });

  it('guesses anew for other keys, and not over what was typed since', () => {
    const other = run(known, type('accessKeyId', OTHER_KEY));
    expect(other.check).toEqual({ state: 'none' });
    const answer: ProfileFormAction = { type: 'check-answered', checkId: other.checkId, owner: BOB };
    expect(run(other, answer).values.mfaSerial).toBe(BOB.suggestedMfaSerial);
    expect(run(other, type('mfaSerial', 'GAHT12345678'), answer).values.mfaSerial).toBe('GAHT12345678');
  });

  it('is dropped when it is stale, good or bad', () => {
    const other = run(started, type('accessKeyId', OTHER_KEY));
    const stale = started.checkId;
    expect(run(other, { type: 'check-answered', checkId: stale, owner: ALICE })).toBe(other);
    expect(run(other, { type: 'check-refused', checkId: stale, error: { code: 'secret-wrong' } })).toBe(other);
    expect(run(other, { type: 'check-started', checkId: stale })).toBe(other);
  });

  it('is void after the FIPS host was chosen', () => {
    expect(run(known, type('fips', true)).check).toEqual({ state: 'none' });
  });

  it.each<ProfileField>(['accessKeyId', 'secretAccessKey', 'region', 'endpointUrl'])(
    'is void after %s changed',
    (field) => {
      expect(run(known, type(field, 'something else')).check).toEqual({ state: 'none' });
    },
  );

  it.each<ProfileFormAction>([
    type('name', 'other'),
    type('mfaSerial', 'GAHT12345678'),
    type('durationSeconds', 900),
    type('colour', 'red'),
    type('accessKeyId', KEY),
  ])('stands after %j', (action) => {
    expect(run(known, action).check).toEqual({ state: 'known', owner: ALICE });
  });

  it('tells of a device in another account', () => {
    expect(foreignMfaAccount(known)).toBeUndefined();
    expect(foreignMfaAccount(run(known, type('mfaSerial', BOB.suggestedMfaSerial)))).toBe('210987654321');
    expect(foreignMfaAccount(run(known, type('mfaSerial', 'GAHT12345678')))).toBeUndefined();
    expect(foreignMfaAccount(run(blank, type('mfaSerial', BOB.suggestedMfaSerial)))).toBeUndefined();
    expect(foreignMfaAccount(run(editProfileForm(STORED), type('mfaSerial', BOB.suggestedMfaSerial)))).toBe(
      '210987654321',
    );
  });
});

describe('a paste', () => {
  const found = {
    accessKeyId: KEY,
    secretAccessKey: SECRET,
    name: 'acme-prod',
    region: 'us-west-2',
  };

  it('fills the keys and what is still empty', () => {
    const pasted = run(blank, { type: 'pasted', found });
    expect(pasted.values).toMatchObject({ ...found, colour: 'red' });
    expect(keyCheckOf(pasted)).toEqual({ accessKeyId: KEY, secretAccessKey: SECRET, region: 'us-west-2' });
    expect(fieldsOf(takenOf(blank, found))).toEqual(['accessKeyId', 'secretAccessKey', 'name', 'region']);
  });

  it('replaces keys, not a name or region that was chosen', () => {
    const chosen = run(filled, type('name', 'mine'), type('region', 'eu-west-1'), type('accessKeyId', OTHER_KEY));
    expect(run(chosen, { type: 'pasted', found }).values).toMatchObject({
      accessKeyId: KEY,
      secretAccessKey: SECRET,
      name: 'mine',
      region: 'eu-west-1',
    });
    expect(fieldsOf(takenOf(chosen, found))).toEqual(['accessKeyId', 'secretAccessKey']);
  });

  it('keeps everything of a stored profile but its keys', () => {
    const pasted = run(editProfileForm(STORED), {
      type: 'pasted',
      found: { ...found, accessKeyId: OTHER_KEY },
    });
    expect(pasted.values).toEqual({
      ...editProfileForm(STORED).values,
      accessKeyId: OTHER_KEY,
      secretAccessKey: SECRET,
    });
  });

  it('is judged at once', () => {
    const pasted = run(blank, {
      type: 'pasted',
      found: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET },
    });
    expect(shownProblem(pasted, 'accessKeyId', NO_NAMES)).toBe('temporary-access-key');
  });
});

describe('the colour', () => {
  it('follows the name until it is picked', () => {
    expect(run(blank, type('name', 'prod')).values.colour).toBe('red');
    expect(run(blank, type('name', 'prod'), type('name', 'dev')).values.colour).toBe('green');
    expect(run(blank, type('colour', 'grey'), type('name', 'prod')).values.colour).toBe('grey');
    expect(run(editProfileForm(STORED), type('name', 'prod')).values.colour).toBe('blue');
    expect(ENVIRONMENT_COLOURS).toContain(blank.values.colour);
  });
});

describe('isUnsaved', () => {
  const answered = run(run(blank, type('accessKeyId', KEY), type('accessKeyId', '')), {
    type: 'check-answered',
    checkId: 2,
    owner: ALICE,
  });
  it.each<[string, ProfileFormState, boolean]>([
    ['a fresh form', blank, false],
    ['a fresh form after Save was pressed', run(blank, { type: 'save-pressed' }), false],
    ['a guess alone', answered, false],
    ['a typed name', run(blank, type('name', 'd')), true],
    ['a typed name, taken back', run(blank, type('name', 'd'), type('name', '')), false],
    ['a pasted key', run(blank, { type: 'pasted', found: { accessKeyId: KEY } }), true],
    ['a stored profile', editProfileForm(STORED), false],
    ['a stored profile with another colour', run(editProfileForm(STORED), type('colour', 'red')), true],
    ['a stored profile with a new secret', run(editProfileForm(STORED), type('secretAccessKey', 'x')), true],
  ])('%s: %s', (_, state, unsaved) => {
    expect(isUnsaved(state)).toBe(unsaved);
  });
});

describe('draftOf', () => {
  it('sends a new profile with its keys, trimmed', () => {
    expect(draftOf(run(filled, type('name', ' dev '), type('mfaSerial', ` ${DEVICE}`)))).toEqual({
      name: 'dev',
      region: 'eu-central-1',
      colour: 'green',
      mfaSerial: DEVICE,
      durationSeconds: 43_200,
      keys: { accessKeyId: KEY, secretAccessKey: SECRET },
    });
  });

  it('sends an edited profile without keys when they stay', () => {
    expect(draftOf(run(editProfileForm(STORED), type('name', 'dev2')))).toEqual({
      name: 'dev2',
      region: 'eu-central-1',
      colour: 'blue',
      mfaSerial: DEVICE,
      durationSeconds: 3600,
    });
  });

  it('takes an emptied endpoint away', () => {
    const stored = editProfileForm({ ...STORED, endpointUrl: 'http://localhost:4566' });
    expect(draftOf(stored).endpointUrl).toBe('http://localhost:4566');
    expect(draftOf(run(stored, type('endpointUrl', ''))).endpointUrl).toBeUndefined();
  });

  it('keeps the FIPS host of a stored profile, and forgets it with the region or the tick', () => {
    const stored = editProfileForm({ ...STORED, region: 'us-east-1', fips: true });
    expect(offersFips(stored.values)).toBe(true);
    expect(draftOf(stored).fips).toBe(true);
    for (const action of [type('fips', false), type('region', 'eu-central-1')]) {
      const next = run(stored, action);
      expect(isUnsaved(next)).toBe(true);
      expect(draftOf(next)).not.toHaveProperty('fips');
    }
  });

  it('throws for a form that is not ready', () => {
    expect(() => draftOf(blank)).toThrow('invalid-profile-name');
  });
});

describe('a vault that locks meanwhile', () => {
  it('takes the secret away and keeps the rest', () => {
    const locked = run(filled, { type: 'left', field: 'secretAccessKey' }, { type: 'vault-locked' });
    expect(shownProblem(locked, 'secretAccessKey', NO_NAMES)).toBeUndefined();
    expect(locked.values).toEqual({ ...filled.values, secretAccessKey: '' });
    expect(locked.secretWiped).toBe(true);
    expect(keyCheckOf(locked)).toBeUndefined();
    expect(run(locked, type('secretAccessKey', SECRET)).secretWiped).toBe(false);
  });

  it('changes nothing where no secret stands', () => {
    const stored = editProfileForm(STORED);
    expect(run(stored, { type: 'vault-locked' })).toBe(stored);
  });
});
