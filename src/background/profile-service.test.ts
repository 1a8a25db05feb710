import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { ProfileDraft } from '../messages/protocol.ts';
import { overview, settings, signIns } from '../storage/items.ts';
import { draftOf, EXAMPLE_SECRET, openedBrowser, openedProfile } from '../testing/background-examples.ts';
import { FakeWorker } from '../testing/fake-outside.ts';

const BOB = { accountId: '444455556666', arn: 'arn:aws:iam::444455556666:user/bob' };
const BOBS_KEYS = { accessKeyId: 'AKIABOBBOBBOBBOBBOBB', secretAccessKey: 'b'.repeat(40) };
const LOCAL = 'http://localhost:4566';

/** Without keys: the stored ones stay. */
function edit(name: string, changes: Partial<ProfileDraft> = {}): ProfileDraft {
  const { keys: _, ...draft } = draftOf(name, changes);
  return draft;
}

describe('adding a profile', () => {
  it('asks STS whose keys they are, stores it, and selects it', async () => {
    const { browser, worker } = await openedBrowser('first');
    const { profileId } = await worker.send('save-profile', { draft: draftOf('prod', { colour: 'red' }) });
    expect(browser.sts.arrivals).toEqual([
      {
        call: {
          keys: draftOf('prod').keys,
          endpoint: 'https://sts.eu-central-1.amazonaws.com',
          region: 'eu-central-1',
          clockOffsetMs: 0,
        },
      },
    ]);
    const shown = browser.read(overview);
    expect(shown).toMatchObject({ selectedProfileId: profileId, profileCount: 2 });
    expect(shown?.profiles[0]).toEqual({
      id: profileId,
      kind: 'mfa-session',
      name: 'prod',
      region: 'eu-central-1',
      colour: 'red',
      accountId: '111122223333',
      userName: 'alice',
      mfaDevice: 'prod',
      durationSeconds: 43_200,
      stsHost: 'sts.eu-central-1.amazonaws.com',
    });
  });

  it('leaves no secret where anything but the vault can read it', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('start-session', { profileId: id, tokenCode: '492718', durationSeconds: 900 });
    await worker.settle();
    const [issued] = browser.sts.issued;
    const dump = browser.dump();
    const form = JSON.stringify(await worker.send('read-profile', { profileId: id }));
    for (const secret of [
      EXAMPLE_SECRET,
      issued?.secretAccessKey,
      issued?.sessionToken,
      issued?.accessKeyId,
      '492718',
    ]) {
      expect(secret).toBeTruthy();
      expect(dump).not.toContain(secret);
      expect(form).not.toContain(secret);
    }
  });

  it.each<[string, Partial<ProfileDraft>, string]>([
    ['a name with a blank', { name: 'my prod' }, 'invalid-profile-name'],
    ['no name', { name: ' ' }, 'invalid-profile-name'],
    ['a region that is none', { region: 'eu-nowhere-1' }, 'invalid-region'],
    ['a region that every object has', { region: 'toString' }, 'invalid-region'],
    ['a FIPS host where there is none', { fips: true }, 'invalid-region'],
    ['a server elsewhere', { endpointUrl: 'https://sts.evil.example' }, 'invalid-endpoint'],
    ['a security key', { mfaSerial: 'arn:aws:iam::111122223333:u2f/user/alice/key' }, 'fido-mfa-device'],
    ['a device that is none', { mfaSerial: 'x' }, 'invalid-mfa-serial'],
    ['a duration too short', { durationSeconds: 899 }, 'invalid-duration'],
    ['a duration too long', { durationSeconds: 129_601 }, 'invalid-duration'],
    ['a duration in parts', { durationSeconds: 900.5 }, 'invalid-duration'],
    [
      'temporary keys',
      { keys: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: EXAMPLE_SECRET } },
      'temporary-access-key',
    ],
    [
      'a key id that is none',
      { keys: { accessKeyId: 'AIDAIOSFODNN7EXAMPLE', secretAccessKey: EXAMPLE_SECRET } },
      'invalid-access-key-id',
    ],
    [
      'a secret cut short',
      { keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalr' } },
      'invalid-secret-access-key',
    ],
  ])('%s: refused before anybody is asked', async (_, changes, code) => {
    const { browser, worker } = await openedBrowser('first');
    const before = browser.dump();
    await expect(worker.send('save-profile', { draft: draftOf('prod', changes) })).rejects.toMatchObject({ code });
    expect(browser.sts.arrivals).toEqual([]);
    expect(browser.dump()).toBe(before);
  });

  it('without keys: refused', async () => {
    const { worker } = await openedBrowser();
    await expect(worker.send('save-profile', { draft: edit('prod') })).rejects.toMatchObject({
      code: 'invalid-access-key-id',
    });
  });

  it('under a name that is taken: refused, also when it was taken while STS was asked', async () => {
    const { browser, worker } = await openedBrowser('prod');
    await expect(worker.send('save-profile', { draft: draftOf('prod') })).rejects.toMatchObject({
      code: 'profile-name-taken',
    });
    const release = browser.sts.hold();
    const both = [1, 2].map(() => worker.send('save-profile', { draft: draftOf('new') }));
    release();
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'profile-name-taken' },
    });
  });

  it.each<[string, Partial<ProfileDraft>]>([
    ['for AWS', {}],
    ['for a server on this computer', { endpointUrl: LOCAL }],
  ])('keys of the root user: refused %s', async (_, changes) => {
    const { browser, worker } = await openedBrowser();
    browser.sts.owners.set('AKIAIOSFODNN7EXAMPLE', {
      accountId: '111122223333',
      arn: 'arn:aws:iam::111122223333:root',
    });
    const draft = draftOf('root', changes);
    const before = browser.dump();
    await expect(worker.send('save-profile', { draft })).rejects.toMatchObject({ code: 'root-keys' });
    await expect(
      worker.send('check-keys', {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: EXAMPLE_SECRET,
        region: 'us-east-1',
      }),
    ).rejects.toMatchObject({ code: 'root-keys' });
    expect(browser.dump()).toBe(before);
  });

  it('what STS refuses is not stored', async () => {
    const { browser, worker } = await openedBrowser();
    browser.sts.refuseNext(new AppError('access-key-unknown'));
    await expect(worker.send('save-profile', { draft: draftOf('prod') })).rejects.toMatchObject({
      code: 'access-key-unknown',
    });
    expect(browser.read(overview)?.profileCount).toBe(0);
  });

  it('checking keys says whose they are, and stores nothing', async () => {
    const { browser, worker } = await openedBrowser();
    browser.sts.owners.set(BOBS_KEYS.accessKeyId, {
      accountId: '444455556666',
      arn: 'arn:aws-cn:iam::444455556666:user/team/bob',
    });
    const before = browser.dump();
    await expect(worker.send('check-keys', { ...BOBS_KEYS, region: ' cn-north-1 ' })).resolves.toEqual({
      accountId: '444455556666',
      userArn: 'arn:aws-cn:iam::444455556666:user/team/bob',
      userName: 'bob',
      suggestedMfaSerial: 'arn:aws-cn:iam::444455556666:mfa/bob',
    });
    expect(browser.sts.arrivals[0]?.call.endpoint).toBe('https://sts.cn-north-1.amazonaws.com.cn');
    expect(browser.dump()).toBe(before);
  });
});

describe('editing a profile', () => {
  it('without keys keeps the secret and asks nobody', async () => {
    const { browser, worker, id } = await openedProfile();
    const draft = edit('renamed', { region: 'us-east-1', colour: 'red', durationSeconds: 900 });
    await worker.send('save-profile', { profileId: id, draft });
    expect(browser.sts.arrivals).toEqual([]);
    await expect(worker.send('read-profile', { profileId: id })).resolves.toEqual({
      name: 'renamed',
      region: 'us-east-1',
      colour: 'red',
      mfaSerial: 'arn:aws:iam::111122223333:mfa/renamed',
      durationSeconds: 900,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      accountId: '111122223333',
      userName: 'alice',
    });
    await worker.send('start-session', { profileId: id, tokenCode: '492718', durationSeconds: 900 });
    expect(browser.sts.arrivals[0]?.call).toMatchObject({ keys: draftOf('prod').keys, region: 'us-east-1' });
  });

  it('may keep its own name and not take another’s', async () => {
    const { worker, ids } = await openedBrowser('prod', 'dev');
    const [prod = ''] = ids;
    await worker.send('save-profile', { profileId: prod, draft: edit('prod') });
    await expect(worker.send('save-profile', { profileId: prod, draft: edit('dev') })).rejects.toMatchObject({
      code: 'profile-name-taken',
    });
  });

  it.each<[string, Partial<ProfileDraft>, number]>([
    ['another region', { region: 'us-east-1' }, 0],
    ['another region’s FIPS host', { region: 'us-east-1', fips: true }, 0],
    ['another colour and device', { colour: 'red', mfaSerial: 'GAHT12345678' }, 0],
    ['a server on this computer', { endpointUrl: LOCAL }, 1],
    ['another partition', { region: 'cn-north-1' }, 1],
    ['GovCloud', { region: 'us-gov-west-1' }, 1],
    ['other keys', { keys: BOBS_KEYS }, 1],
  ])('%s: STS is asked %#', async (_, changes, times) => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('save-profile', { profileId: id, draft: edit('prod', {}) });
    const draft = { ...edit('prod', changes), ...(changes.keys && { keys: changes.keys }) };
    await worker.send('save-profile', { profileId: id, draft });
    expect(browser.sts.arrivals.length).toBe(times);
  });

  it('the FIPS host is where keys are checked and sessions begin, until it is chosen no more', async () => {
    const { browser, worker } = await openedProfile();
    const place = { region: 'us-west-2', fips: true };
    const { profileId } = await worker.send('save-profile', { draft: draftOf('fips', place) });
    await worker.send('start-session', { profileId, tokenCode: '492718', durationSeconds: 900 });
    expect(await worker.send('read-profile', { profileId })).toMatchObject(place);
    await worker.send('save-profile', { profileId, draft: edit('fips', { region: 'us-west-2', fips: false }) });
    expect(await worker.send('read-profile', { profileId })).not.toHaveProperty('fips');
    await worker.send('start-session', { profileId, tokenCode: '111111', durationSeconds: 900 });
    expect(browser.sts.arrivals.map(({ call }) => call.endpoint)).toEqual([
      'https://sts-fips.us-west-2.amazonaws.com',
      'https://sts-fips.us-west-2.amazonaws.com',
      'https://sts.us-west-2.amazonaws.com',
    ]);
  });

  it('back from a server on this computer to AWS asks again, and forgets the server', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('save-profile', { profileId: id, draft: edit('prod', { endpointUrl: `${LOCAL}/` }) });
    await expect(worker.send('read-profile', { profileId: id })).resolves.toMatchObject({ endpointUrl: LOCAL });
    await worker.send('save-profile', {
      profileId: id,
      draft: edit('prod', { region: 'eu-west-1', endpointUrl: LOCAL }),
    });
    expect(browser.sts.arrivals.map(({ call }) => call.endpoint)).toEqual([LOCAL]);
    await worker.send('save-profile', { profileId: id, draft: edit('prod') });
    expect(await worker.send('read-profile', { profileId: id })).not.toHaveProperty('endpointUrl');
    expect(browser.sts.arrivals.map(({ call }) => call.endpoint)).toEqual([
      LOCAL,
      'https://sts.eu-central-1.amazonaws.com',
    ]);
  });

  it('what STS refuses changes nothing', async () => {
    const { browser, worker, id } = await openedProfile();
    const before = browser.dump();
    browser.sts.refuseNext(new AppError('secret-wrong'));
    await expect(
      worker.send('save-profile', { profileId: id, draft: draftOf('renamed', { keys: BOBS_KEYS }) }),
    ).rejects.toMatchObject({ code: 'secret-wrong' });
    expect(browser.dump()).toBe(before);
  });

  it('keeps the session of the same user, and not that of another one', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('start-session', { profileId: id, tokenCode: '492718', durationSeconds: 900 });
    const sessions = async () => browser.read(overview)?.sessions.length;
    await worker.send('save-profile', { profileId: id, draft: draftOf('renamed') });
    expect(await sessions()).toBe(1);
    browser.sts.owners.set(BOBS_KEYS.accessKeyId, BOB);
    await worker.send('save-profile', { profileId: id, draft: draftOf('renamed', { keys: BOBS_KEYS }) });
    expect(await sessions()).toBe(0);
    await expect(worker.send('render-snippet', { profileId: id, formatId: 'posix' })).rejects.toMatchObject({
      code: 'session-missing',
    });
  });

  it('in two windows at once: what was checked against an older profile is not written', async () => {
    const { browser, worker, id } = await openedProfile();
    const release = browser.sts.hold();
    // The first waits for STS, since its server changes; the second is quick.
    const slow = worker.send('save-profile', { profileId: id, draft: edit('slow', { endpointUrl: LOCAL }) });
    await browser.sts.arrived(1);
    await worker.send('save-profile', { profileId: id, draft: edit('quick') });
    release();
    await expect(slow).rejects.toMatchObject({ code: 'busy' });
    await expect(worker.send('read-profile', { profileId: id })).resolves.toMatchObject({ name: 'quick' });
  });

  it('of a profile that is gone: refused', async () => {
    const { browser, worker, id } = await openedProfile();
    const release = browser.sts.hold();
    const late = worker.send('save-profile', { profileId: id, draft: edit('late', { endpointUrl: LOCAL }) });
    await browser.sts.arrived(1);
    await worker.send('remove-profile', { profileId: id });
    release();
    await expect(late).rejects.toMatchObject({ code: 'profile-missing' });
    for (const ask of [
      () => worker.send('save-profile', { profileId: id, draft: edit('later') }),
      () => worker.send('read-profile', { profileId: id }),
      () => worker.send('remove-profile', { profileId: id }),
      () => worker.send('read-profile', { profileId: '__proto__' }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'profile-missing' });
    }
    expect(browser.read(overview)?.profileCount).toBe(0);
  });
});

describe('removing a profile', () => {
  it('takes its session and its refusal with it, and no other’s', async () => {
    const { browser, worker, ids } = await openedBrowser('prod', 'dev');
    const [prod = '', dev = ''] = ids;
    await worker.send('start-session', { profileId: prod, tokenCode: '111111', durationSeconds: 900 });
    await worker.send('start-session', { profileId: dev, tokenCode: '222222', durationSeconds: 900 });
    browser.sts.refuseNext(new AppError('mfa-code-refused'));
    await worker
      .send('start-session', { profileId: prod, tokenCode: '333333', durationSeconds: 900 })
      .catch(() => undefined);
    await worker.send('remove-profile', { profileId: prod });
    await worker.settle();
    const shown = browser.read(overview);
    expect(shown?.profiles.map(({ name }) => name)).toEqual(['dev']);
    expect(shown?.sessions.map(({ profileId }) => profileId)).toEqual([dev]);
    expect(shown?.selectedProfileId).toBe(dev);
    expect(browser.read(signIns)).toEqual({});
  });
});

describe('selecting a profile', () => {
  it('puts it first, also in a later worker', async () => {
    const { browser, worker, ids } = await openedBrowser('a', 'b', 'c');
    await worker.send('select-profile', { profileId: String(ids[1]) });
    const later = new FakeWorker(browser);
    await later.services.derive();
    const shown = browser.read(overview);
    expect(shown?.profiles.map(({ name }) => name)).toEqual(['b', 'c', 'a']);
    expect(shown?.selectedProfileId).toBe(ids[1]);
    expect(browser.read(settings).selectedProfileId).toBe(ids[1]);
  });
});
