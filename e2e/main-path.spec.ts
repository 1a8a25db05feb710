import { execFileSync } from 'node:child_process';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { formatAccountId } from '../src/core/arn.ts';
import type { SnippetFormatId } from '../src/core/snippets/ids.ts';
import { overview } from '../src/storage/items.ts';
import { unlockedKey } from '../src/storage/key-items.ts';
import { expect, test } from './fixtures.ts';
import type { IssuedSession, LocalUser } from './local-sts/accounts.ts';
import type { LocalSts } from './local-sts/local-sts.ts';
import { seedProfile } from './seed.ts';
import {
  addProfile,
  alertSays,
  clickAway,
  codeFieldWaits,
  copy,
  openProfileForm,
  profileIsReady,
  sessionIsLive,
  setUp,
  signIn,
  typeCode,
  unlock,
} from './steps.ts';
import { words } from './texts.ts';

const PASSPHRASE = 'violet harbour nineteen spoons';

/** The credentials that `sts` issued and the clipboard names. */
function issued(sts: LocalSts, snippet: string): IssuedSession {
  const [accessKeyId = ''] = /ASIA[A-Z0-9]{16}/.exec(snippet) ?? [];
  const caller = sts.accounts.findCaller(accessKeyId);
  if (caller?.kind !== 'session') throw new Error(`The STS issued no ${accessKeyId}.`);
  return caller.session;
}

/** Who STS says has signed with `credentials`. */
async function callerOf(
  sts: LocalSts,
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string },
) {
  const client = new STSClient({ region: 'eu-central-1', endpoint: sts.origin, credentials });
  return (await client.send(new GetCallerIdentityCommand({}))).Arn;
}

function ownerLine(user: LocalUser): string {
  return words('options_check_owner', user.userName, formatAccountId(user.accountId));
}

test('the set-up page comes by itself; vault, profile, code, session, clipboard', async ({
  stint,
  sts,
  alice,
  clipboard,
}) => {
  const options = await stint.setUpPage();
  await expect(options.getByRole('heading', { name: words('options_set_up_pin') })).toBeVisible();
  await setUp(options, PASSPHRASE);
  await addProfile(options, {
    name: 'dev',
    accessKeyId: alice.accessKeyId,
    secretAccessKey: alice.secretAccessKey,
    endpointUrl: sts.origin,
  });
  await profileIsReady(options, 'dev');

  const popup = await stint.openPopup();
  await expect(popup.getByRole('combobox', { name: 'Profile' })).toHaveValue('dev');
  await signIn(popup, alice.device.freshCode());
  await copy(popup);

  const snippet = await clipboard.read();
  const session = issued(sts, snippet);
  expect(session.user).toBe(alice);
  expect(session.mfaAuthenticated).toBe(true);
  const call = sts.requests.of('GetSessionToken');
  expect(call).toHaveLength(1);
  expect(call[0]?.parameters).toMatchObject({ SerialNumber: alice.mfaSerial, DurationSeconds: '43200' });
});

test('before set-up the popup leads to it', async ({ stint }) => {
  const popup = await stint.openPopup();
  await expect(popup.getByRole('heading', { name: words('popup_no_vault') })).toBeVisible();
  const button = popup.getByRole('button', { name: words('popup_set_up') });
  await expect(button).toBeFocused();
  const page = await stint.setUpPage();
  await clickAway(popup, words('popup_set_up'));
  await expect(page.getByRole('button', { name: 'Create vault' })).toBeVisible();
  expect(stint.context.pages().filter((each) => each.url().startsWith(stint.url('src/options/')))).toHaveLength(1);
});

test('the real toolbar popup comes as a page', async ({ stint, seeded }) => {
  // Fails loudly when Playwright no longer attaches to popups (PW_CHROMIUM_ATTACH_TO_OTHER): every other spec stands on it.
  const popup = await stint.openPopup();
  await expect(popup.getByRole('combobox', { name: 'Profile' })).toHaveValue(seeded.profileName);
  const contexts = await popup.evaluate(async () => {
    const { runtime } = (globalThis as unknown as { chrome: { runtime: ContextLister } }).chrome;
    return (await runtime.getContexts({ contextTypes: ['POPUP'] })).map(({ documentUrl }) => documentUrl);
  });
  expect(contexts).toEqual([popup.url()]);
  expect(await popup.evaluate(() => innerWidth)).toBe(360);
});

interface ContextLister {
  getContexts(filter: { contextTypes: string[] }): Promise<{ documentUrl: string }[]>;
}

test.describe('the profile form', () => {
  test.beforeEach(async ({ stint }) => {
    await stint.send('create-vault', { protection: 'this-browser' });
  });

  test('says whose keys they are, and guesses the device', async ({ stint, sts, alice }) => {
    const options = await stint.setUpPage();
    await openProfileForm(options);
    await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(sts.origin);
    await options.getByRole('textbox', { name: 'Access key ID' }).fill(alice.accessKeyId);
    await options.getByRole('textbox', { name: 'Secret access key' }).fill(alice.secretAccessKey);
    await expect(options.getByText(ownerLine(alice))).toBeVisible();
    await expect(options.getByRole('textbox', { name: 'MFA device' })).toHaveValue(alice.mfaSerial);
    expect(sts.requests.count('GetCallerIdentity')).toBe(1);
  });

  const PASTES: readonly (readonly [form: string, text: (user: LocalUser) => string, name: string])[] = [
    [
      'export lines',
      ({ accessKeyId, secretAccessKey }) =>
        `export AWS_ACCESS_KEY_ID=${accessKeyId}\nexport AWS_SECRET_ACCESS_KEY="${secretAccessKey}"\nexport AWS_REGION=eu-west-1\n`,
      '',
    ],
    [
      'a section of the credentials file',
      ({ accessKeyId, secretAccessKey }) =>
        `[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = eu-west-1\n`,
      'work',
    ],
    [
      'the CSV file of the IAM console',
      ({ accessKeyId, secretAccessKey }) =>
        `\ufeffAccess key ID,Secret access key\r\n${accessKeyId},${secretAccessKey}\r\n`,
      '',
    ],
  ];
  for (const [form, text, name] of PASTES) {
    test(`takes ${form}, pasted`, async ({ stint, sts, alice, clipboard }) => {
      await clipboard.write(text(alice));
      const options = await stint.openOptions();
      await openProfileForm(options);
      await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(sts.origin);
      await options.getByRole('textbox', { name: 'Access key ID' }).focus();
      await options.keyboard.press('ControlOrMeta+v');
      await expect(options.getByRole('textbox', { name: 'Access key ID' })).toHaveValue(alice.accessKeyId);
      await expect(options.getByRole('textbox', { name: 'Secret access key' })).toHaveValue(alice.secretAccessKey);
      await expect(options.getByRole('textbox', { name: 'Profile name' })).toHaveValue(name);
      await expect(options.getByText(ownerLine(alice))).toBeVisible();
      await options.getByRole('textbox', { name: 'Profile name' }).fill('pasted');
      await options.getByRole('button', { name: 'Save profile' }).click();
      await profileIsReady(options, 'pasted');
    });
  }

  test('does not take the keys of a root user, and says why', async ({ stint, sts }) => {
    const root = sts.addUser({ root: true });
    const options = await stint.setUpPage();
    await addProfile(options, {
      name: 'root',
      accessKeyId: root.accessKeyId,
      secretAccessKey: root.secretAccessKey,
      mfaSerial: root.mfaSerial,
      endpointUrl: sts.origin,
    });
    await alertSays(options, 'root-keys');
    await expect(options.getByRole('textbox', { name: 'Profile name' })).toHaveValue('root');
    expect((await stint.stored(overview))?.profileCount).toBe(0);
  });

  test('explains that a security key gives no codes', async ({ stint, alice }) => {
    const options = await stint.setUpPage();
    await openProfileForm(options);
    const device = options.getByRole('textbox', { name: 'MFA device' });
    await device.fill(`arn:aws:iam::${alice.accountId}:u2f/user/alice/key-ABC`);
    await device.blur();
    await expect(device).toHaveAccessibleDescription(words('options_problem_mfa_fido'));
    await expect(device).toHaveAttribute('aria-invalid', 'true');
  });
});

test('the code field has the focus at once; a pasted "492 718" is sent, too', async ({ alice, clipboard, popup }) => {
  await codeFieldWaits(popup);
  const code = alice.device.freshCode();
  await clipboard.write(`${code.slice(0, 3)} ${code.slice(3)}`);
  await popup.keyboard.press('ControlOrMeta+v');
  await sessionIsLive(popup);
});

test('five digits do nothing, the sixth sends', async ({ sts, alice, popup }) => {
  const code = alice.device.freshCode();
  await typeCode(popup, code.slice(0, 5));
  await popup.keyboard.press('Enter');
  await expect(popup.getByRole('status')).toContainText(words('popup_blocked_digits'));
  expect(sts.requests.all).toHaveLength(0);
  await typeCode(popup, code.slice(5));
  await sessionIsLive(popup);
  expect(sts.requests.of('GetSessionToken').map(({ parameters }) => parameters['TokenCode'])).toEqual([code]);
});

test('the session says who, where and until when, and counts down', async ({ stint, sts, alice, popup }) => {
  await popup.clock.install();
  await popup.getByRole('combobox', { name: words('popup_session_duration') }).selectOption('3600');
  await signIn(popup, alice.device.freshCode());
  expect(sts.requests.last?.parameters['DurationSeconds']).toBe('3600');
  await expect(popup.getByRole('definition').filter({ hasText: formatAccountId(alice.accountId) })).toBeVisible();
  await expect(popup.getByRole('definition').filter({ hasText: 'alice' })).toBeVisible();
  await expect(popup.getByRole('definition').filter({ hasText: 'eu-central-1' })).toBeVisible();
  const endsAtMs = (await stint.stored(overview))?.sessions[0]?.expiresAtMs ?? 0;
  const end = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(endsAtMs);
  await expect(popup.getByRole('definition').filter({ hasText: end })).toBeVisible();

  const timer = popup.getByRole('timer', { name: 'Time left' });
  const leftAt = async (ms: number) => {
    await popup.clock.setFixedTime(endsAtMs - ms);
    await popup.clock.runFor(2_000);
  };
  await leftAt(59 * 60_000);
  await expect(timer).toHaveText(`59 ${words('ui_left_minutes')}`);
  await leftAt(61_000);
  await expect(timer).toHaveText(`1 ${words('ui_left_minute')}`);
  await leftAt(48_000);
  await expect(timer).toHaveText(`48 ${words('ui_left_seconds')}`);
  await leftAt(0);
  await expect(popup.getByRole('textbox', { name: 'MFA code' })).toBeFocused();
  await expect(popup.getByRole('button', { name: 'Copy', exact: true })).toBeHidden();
});

/** What a shell forgets after the variables are set. */
const STALE = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'];

/** Every format with what it must say for `session`, written out here a second time, from the tools' own documents. */
const FORMATS: Readonly<Record<SnippetFormatId, (session: IssuedSession, expiration: string) => string>> = {
  posix: (session, expiration) =>
    `${lines(session, expiration, (name, value) => `export ${name}='${value}'`)}unset ${STALE.join(' ')}\n`,
  fish: (session, expiration) =>
    `${lines(session, expiration, (name, value) => `set -gx ${name} '${value}'`)}set -eg ${STALE.join(' ')}\n`,
  powershell: (session, expiration) =>
    lines(session, expiration, (name, value) => `$Env:${name}='${value}'`) +
    `Remove-Item ${STALE.map((name) => `Env:${name}`).join(',')} -ErrorAction Ignore\n`,
  cmd: (session, expiration) =>
    lines(session, expiration, (name, value) => `set "${name}=${value}"`) +
    STALE.map((name) => `set "${name}="\n`).join(''),
  nushell: (session, expiration) =>
    `${lines(session, expiration, (name, value) => `$env.${name} = '${value}'`)}hide-env -i ${STALE.join(' ')}\n`,
  tcsh: (session, expiration) =>
    lines(session, expiration, (name, value) => `setenv ${name} '${value}'`) +
    STALE.map((name) => `unsetenv ${name}\n`).join(''),
  dotenv: (session, expiration) => lines(session, expiration, (name, value) => `${name}=${value}`),
  'docker-env-file': (session, expiration) => lines(session, expiration, (name, value) => `${name}=${value}`),
  'docker-run': (session, expiration) =>
    lines(session, expiration, (name, value) => `-e "${name}=${value}"`)
      .trimEnd()
      .replaceAll('\n', ' '),
  compose: (session, expiration) =>
    `    environment:\n${lines(session, expiration, (name, value) => `      ${name}: "${value}"`)}`,
  'vscode-launch': (session, expiration) =>
    `"env": {\n${lines(session, expiration, (name, value) => `  "${name}": "${value}",`).replace(/,\n$/, '\n')}}\n`,
  terraform: ({ accessKeyId, secretAccessKey, sessionToken }) =>
    `provider "aws" {\n  region     = "eu-central-1"\n  access_key = "${accessKeyId}"\n  secret_key = "${secretAccessKey}"\n  token      = "${sessionToken}"\n}\n`,
  'aws-configure': ({ accessKeyId, secretAccessKey, sessionToken }) =>
    Object.entries({
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
      aws_session_token: sessionToken,
      region: 'eu-central-1',
    })
      .map(([name, value]) => `aws configure set ${name} "${value}" --profile "dev"\n`)
      .join(''),
  java: ({ accessKeyId, secretAccessKey, sessionToken }) =>
    `"-Daws.accessKeyId=${accessKeyId}" "-Daws.secretAccessKey=${secretAccessKey}" "-Daws.sessionToken=${sessionToken}" "-Daws.region=eu-central-1"`,
  'github-actions': ({ accessKeyId, secretAccessKey, sessionToken }) =>
    `gh secret set AWS_ACCESS_KEY_ID --body "${accessKeyId}"\ngh secret set AWS_SECRET_ACCESS_KEY --body "${secretAccessKey}"\ngh secret set AWS_SESSION_TOKEN --body "${sessionToken}"\ngh variable set AWS_REGION --body "eu-central-1"\n`,
  'gitlab-ci': ({ accessKeyId, secretAccessKey, sessionToken }) =>
    `glab variable set AWS_ACCESS_KEY_ID --value "${accessKeyId}" --masked\nglab variable set AWS_SECRET_ACCESS_KEY --value "${secretAccessKey}" --masked\nglab variable set AWS_SESSION_TOKEN --value "${sessionToken}" --masked\nglab variable set AWS_REGION --value "eu-central-1"\n`,
  'credentials-file': ({ accessKeyId, secretAccessKey, sessionToken }) =>
    `[dev]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\naws_session_token = ${sessionToken}\n`,
  'credential-process': ({ accessKeyId, secretAccessKey, sessionToken }, expiration) =>
    `{\n  "Version": 1,\n  "AccessKeyId": "${accessKeyId}",\n  "SecretAccessKey": "${secretAccessKey}",\n  "SessionToken": "${sessionToken}",\n  "Expiration": "${expiration}"\n}\n`,
  'access-key-id': ({ accessKeyId }) => accessKeyId,
  'secret-access-key': ({ secretAccessKey }) => secretAccessKey,
  'session-token': ({ sessionToken }) => sessionToken,
};

function lines(session: IssuedSession, expiration: string, line: (name: string, value: string) => string): string {
  const { accessKeyId, secretAccessKey, sessionToken } = session;
  const variables = [
    ['AWS_ACCESS_KEY_ID', accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
    ['AWS_SESSION_TOKEN', sessionToken],
    ['AWS_REGION', 'eu-central-1'],
    ['AWS_DEFAULT_REGION', 'eu-central-1'],
    ['AWS_CREDENTIAL_EXPIRATION', expiration],
  ] as const;
  return variables.map(([name, value]) => `${line(name, value)}\n`).join('');
}

test('Copy puts exactly what STS issued on the clipboard, in every format', async ({
  sts,
  alice,
  popup,
  clipboard,
}) => {
  await signIn(popup, alice.device.freshCode());
  await copy(popup, 'posix');
  const session = issued(sts, await clipboard.read());
  const expiration = new Date(session.expiresAtMs).toISOString();
  const offered = await popup.getByRole('combobox', { name: 'Format' }).getByRole('option').all();
  const ids = await Promise.all(
    offered.map((option) => option.evaluate((element: HTMLOptionElement) => element.value)),
  );
  expect(ids.sort()).toEqual(Object.keys(FORMATS).sort());
  for (const [id, expected] of Object.entries(FORMATS)) {
    await copy(popup, id as SnippetFormatId);
    expect(await clipboard.read(), id).toBe(expected(session, expiration));
  }
});

test('bash runs the snippet, and STS knows who signs with what it set', async ({ sts, alice, popup, clipboard }) => {
  await signIn(popup, alice.device.freshCode());
  await copy(popup, 'posix');
  const snippet = await clipboard.read();
  const printed = execFileSync(
    'bash',
    [
      '--norc',
      '-c',
      'eval "$SNIPPET"; printf "%s\\n" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN"',
    ],
    {
      env: { PATH: process.env['PATH'], SNIPPET: snippet },
      encoding: 'utf8',
    },
  );
  const [accessKeyId = '', secretAccessKey = '', sessionToken = ''] = printed.split('\n');
  expect(await callerOf(sts, { accessKeyId, secretAccessKey, sessionToken })).toBe(alice.userArn);
  expect(sts.requests.last?.outcome?.code).toBe('OK');
});

test('Renew puts a new session in the place of the running one', async ({
  stint,
  sts,
  alice,
  popup,
  seeded,
  clipboard,
}) => {
  await signIn(popup, alice.device.freshCode());
  await copy(popup, 'posix');
  const first = issued(sts, await clipboard.read());
  await popup.getByRole('button', { name: 'Renew' }).click();
  await codeFieldWaits(popup);
  await signIn(popup, alice.device.freshCode());
  await copy(popup, 'posix');
  const second = issued(sts, await clipboard.read());
  expect(second.accessKeyId).not.toBe(first.accessKeyId);
  expect((await stint.stored(overview))?.sessions.map(({ profileId }) => profileId)).toEqual([seeded.profileId]);
});

test('Escape leaves a renewal; the running session stays', async ({ sts, alice, popup }) => {
  await signIn(popup, alice.device.freshCode());
  await popup.getByRole('button', { name: 'Renew' }).click();
  await typeCode(popup, '12');
  await popup.keyboard.press('Escape');
  await sessionIsLive(popup);
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});

test('End session wipes the credentials at once', async ({ stint, alice, popup, seeded }) => {
  await signIn(popup, alice.device.freshCode());
  await popup.getByRole('button', { name: 'End session' }).click();
  await codeFieldWaits(popup);
  await expect(popup.getByRole('button', { name: 'Copy', exact: true })).toBeHidden();
  await expect.poll(async () => (await stint.stored(overview))?.sessions).toEqual([]);
  await expect(stint.send('render-snippet', { profileId: seeded.profileId, formatId: 'posix' })).rejects.toThrow(
    'session-missing',
  );
  await popup.close();
  await codeFieldWaits(await stint.openPopup());
});

test('locks at a click; opens with the right passphrase only, and the session is still there', async ({
  stint,
  sts,
  alice,
}) => {
  const options = await stint.setUpPage();
  await setUp(options, PASSPHRASE);
  const { profileId } = await seedProfile(stint, sts, alice);
  const popup = await stint.openPopup();
  await signIn(popup, alice.device.freshCode());
  await popup.getByRole('button', { name: 'Lock' }).click();
  const field = popup.getByRole('textbox', { name: 'Passphrase' });
  await expect(field).toBeFocused();
  await expect(popup.getByRole('button', { name: 'Copy', exact: true })).toBeHidden();
  await expect(popup.getByText('dev', { exact: true })).toBeVisible();
  await expect(stint.send('render-snippet', { profileId, formatId: 'posix' })).rejects.toThrow('vault-locked');
  expect(await stint.stored(unlockedKey)).toBeUndefined();

  await unlock(popup, `${PASSPHRASE}!`);
  await alertSays(popup, 'wrong-passphrase');
  await expect(field).toBeFocused();
  await unlock(popup, PASSPHRASE);
  await sessionIsLive(popup);
  await copy(popup);
});

test('from opening the popup to the clipboard by keyboard alone', async ({ sts, alice, popup, clipboard }) => {
  await codeFieldWaits(popup);
  await popup.keyboard.type(alice.device.freshCode());
  await sessionIsLive(popup);
  await expect(popup.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
  await popup.keyboard.press('Enter');
  await expect(popup.getByRole('status').filter({ hasText: /clipboard/i })).toBeVisible();
  expect(issued(sts, await clipboard.read()).user).toBe(alice);

  await clipboard.write('something else');
  await popup.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => clipboard.read()).toContain('AWS_SESSION_TOKEN');
  const closed = popup.waitForEvent('close');
  // The popup is gone before the key is up again.
  await popup.keyboard.press('Escape').catch(() => undefined);
  await closed;
});

interface Idle {
  readonly chrome: { readonly idle: { readonly onStateChanged: { dispatch(state: string): void } } };
}

test('locks when the computer does, unless told not to', async ({ stint, seeded }) => {
  expect(seeded.profileName).toBe('dev');
  const popup = await stint.openPopup();
  await codeFieldWaits(popup);
  // A screen cannot be locked here; the worker is told of one by the browser's own event.
  const computerLocks = async () => {
    const worker = stint.context.serviceWorkers().at(-1);
    await worker?.evaluate(() => (globalThis as unknown as Idle).chrome.idle.onStateChanged.dispatch('locked'));
  };
  await stint.send('save-settings', { lockWithComputer: false });
  await computerLocks();
  await stint.send('reconcile', {});
  await codeFieldWaits(popup);
  await stint.send('save-settings', { lockWithComputer: true });
  await computerLocks();
  await expect(popup.getByText(words('popup_locked'))).toBeVisible({ timeout: 1000 });
  expect(await stint.stored(unlockedKey)).toBeUndefined();
});
