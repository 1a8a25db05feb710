/** Stint as it goes to AWS itself: real host names, TLS, the shipped policy. Only the name resolution is the test's. */
import { formatAccountId } from '../src/core/arn.ts';
import { expect, test } from './fixtures.ts';
import type { UserSpec } from './local-sts/accounts.ts';
import type { LocalSts } from './local-sts/local-sts.ts';
import { seedProfile } from './seed.ts';
import {
  addProfile,
  alertSays,
  codeFieldWaits,
  copy,
  openProfileForm,
  profileIsReady,
  sessionIsLive,
  signIn,
  typeCode,
} from './steps.ts';
import { words } from './texts.ts';

/** Where names lead, without anything about trust. */
function resolverOnly(sts: LocalSts): string[] {
  return sts.chromiumArguments().filter((argument) => argument.startsWith('--host-resolver-rules'));
}

test.describe('a profile without an endpoint of its own', () => {
  test.use({ chromiumArgs: async ({ sts }, use) => use(sts.chromiumArguments()) });

  test('is asked for at the regional host, over TLS, with no host permission', async ({
    stint,
    sts,
    alice,
    clipboard,
  }) => {
    const host = 'sts.eu-central-1.amazonaws.com';
    await stint.send('create-vault', { protection: 'this-browser' });
    const options = await stint.openOptions();
    await addProfile(options, {
      name: 'dev',
      region: 'eu-central-1',
      accessKeyId: alice.accessKeyId,
      secretAccessKey: alice.secretAccessKey,
      mfaSerial: alice.mfaSerial,
    });
    await profileIsReady(options, 'dev');
    const popup = await stint.openPopup();
    await signIn(popup, alice.device.freshCode());
    await copy(popup);
    expect(await clipboard.read()).toContain('AWS_SESSION_TOKEN');

    const sent = sts.requests.all;
    expect(sts.requests.count('GetSessionToken')).toBe(1);
    expect(sts.requests.count('GetCallerIdentity')).toBeGreaterThan(0);
    expect(new Set(sent.map((request) => `${request.secure} ${request.host} ${request.origin}`))).toEqual(
      new Set([`true ${host} ${stint.url('').replace(/\/$/, '')}`]),
    );
    expect(sent.flatMap(({ headers }) => Object.keys(headers))).not.toContain('cookie');
    expect(sent.flatMap(({ headers }) => Object.keys(headers))).not.toContain('referer');
    const granted = await options.evaluate(async () =>
      (
        globalThis as unknown as { chrome: { permissions: { getAll(): Promise<unknown> } } }
      ).chrome.permissions.getAll(),
    );
    expect(granted).toMatchObject({ origins: [] });
  });

  const PLACES: readonly (readonly [region: string, host: string, user: UserSpec])[] = [
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com', { partition: 'aws-us-gov' }],
    ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn', { partition: 'aws-cn' }],
    ['eusc-de-east-1', 'sts.eusc-de-east-1.amazonaws.eu', { partition: 'aws-eusc' }],
  ];
  for (const [region, host, spec] of PLACES) {
    test(`${region} is asked at ${host}`, async ({ stint, sts }) => {
      const user = sts.addUser(spec);
      await stint.send('create-vault', { protection: 'this-browser' });
      await seedProfile(stint, sts, user, { region, atAws: true });
      const popup = await stint.openPopup();
      await expect(popup.getByText(formatAccountId(user.accountId))).toBeVisible();
      await signIn(popup, user.device.freshCode());
      expect(new Set(sts.requests.all.map((request) => request.host))).toEqual(new Set([host]));
    });
  }

  test('the FIPS host is asked where the profile wishes it, and named while it is asked', async ({
    stint,
    sts,
    alice,
  }) => {
    const host = 'sts-fips.us-east-1.amazonaws.com';
    await stint.send('create-vault', { protection: 'this-browser' });
    const options = await stint.openOptions();
    await openProfileForm(options);
    const fips = options.getByRole('checkbox', { name: words('options_form_fips') });
    await options.getByRole('combobox', { name: 'Region' }).selectOption('eu-central-1');
    await expect(fips).toHaveCount(0);
    await options.getByRole('combobox', { name: 'Region' }).selectOption('us-east-1');
    await fips.check();
    const { accessKeyId, secretAccessKey, mfaSerial } = alice;
    await addProfile(options, { name: 'fips', region: 'us-east-1', accessKeyId, secretAccessKey, mfaSerial });
    await profileIsReady(options, 'fips');
    const popup = await stint.openPopup();
    sts.gate.close('before-reply');
    await typeCode(popup, alice.device.freshCode());
    await expect(popup.getByText(host)).toBeVisible();
    sts.gate.open('before-reply');
    await sessionIsLive(popup);
    expect(sts.requests.count('GetSessionToken')).toBe(1);
    expect(new Set(sts.requests.all.map((request) => request.host))).toEqual(new Set([host]));
  });

  test('says so when STS is switched off in the region', async ({ stint, sts, alice }) => {
    await stint.send('create-vault', { protection: 'this-browser' });
    await seedProfile(stint, sts, alice, { region: 'ap-south-1', atAws: true });
    sts.disabledRegions.add('ap-south-1');
    const popup = await stint.openPopup();
    await typeCode(popup, alice.device.freshCode());
    await alertSays(popup, 'region-disabled');
    expect(sts.requests.count('GetSessionToken')).toBe(1);
  });

  const NO_WAY: readonly (readonly [what: string, args: (sts: LocalSts) => string[]])[] = [
    ['a server whose certificate nobody vouches for', resolverOnly],
    ['a name that does not resolve', () => ['--host-resolver-rules=MAP *.amazonaws.com ~NOTFOUND']],
  ];
  for (const [what, args] of NO_WAY) {
    test(`${what} gets nothing and is said to be out of reach`, async ({ stint, sts, alice }) => {
      await stint.send('create-vault', { protection: 'this-browser' });
      await seedProfile(stint, sts, alice, { atAws: true });
      const restarted = await stint.restart({ args: args(sts) });
      const popup = await restarted.openPopup();
      await typeCode(popup, alice.device.freshCode());
      await alertSays(popup, 'unreachable', 'sts.eu-central-1.amazonaws.com');
      await codeFieldWaits(popup);
      expect(sts.requests.all).toHaveLength(0);
    });
  }
});
