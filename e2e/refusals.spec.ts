/** What STS, and what stands in its place, can answer: one request, one cause, one remedy, and nothing lost. */
import type { Page } from 'playwright';
import { isTooBusy } from '../src/core/back-off.ts';
import type { ErrorCode } from '../src/core/errors.ts';
import { TOKEN_STEP_MS } from '../src/core/token-code.ts';
import { clockOffset, overview } from '../src/storage/items.ts';
import { expect, test } from './fixtures.ts';
import type { StintBrowser } from './launch.ts';
import type { LocalUser } from './local-sts/accounts.ts';
import {
  type Fault,
  GATEWAY_TIMEOUT,
  INTERNAL_FAILURE,
  SERVICE_UNAVAILABLE,
  THROTTLED,
} from './local-sts/faults/fault.ts';
import { type LocalSts, startLocalSts } from './local-sts/local-sts.ts';
import { alertSays, codeFieldWaits, copy, openProfileForm, sessionIsLive, signIn, typeCode } from './steps.ts';
import { refusal, words } from './texts.ts';

/** After a refusal: the next code starts a session, so neither profile nor keys have suffered. */
async function nextCodeWorks(popup: Page, sts: LocalSts, user: LocalUser): Promise<void> {
  sts.calm();
  user.device.forgetUsedCodes();
  // The spent code is remembered by its digits, so the server's clock goes on to another.
  sts.clock.advanceOneStep();
  await typeCode(popup, user.device.freshCode());
  // A server that was too busy is left alone for some seconds first.
  await expect(popup.getByRole('timer', { name: 'Time left' })).toBeVisible({ timeout: 15_000 });
}

async function selectedProfile(stint: StintBrowser): Promise<{ profileId: string }> {
  return { profileId: (await stint.stored(overview))?.selectedProfileId ?? '' };
}

test('a wrong code: says so, keeps what AWS said at hand, waits for the next', async ({ stint, sts, alice, popup }) => {
  // The popup's clock stands still, or the next code might come while this looks for the words that it is awaited.
  await popup.clock.setFixedTime(Date.now());
  await typeCode(popup, alice.device.wrongCode());
  await alertSays(popup, 'mfa-code-refused');
  await codeFieldWaits(popup);
  await expect(popup.getByText(/^next code in \d+ s$/)).toBeVisible();
  await popup.getByText(words('ui_details')).click();
  const details = popup.getByRole('alert').getByText('AccessDenied');
  await expect(details).toContainText('MultiFactorAuthentication failed with invalid MFA one time pass code');
  await expect(details).toContainText(sts.requests.of('GetSessionToken')[0]?.requestId ?? 'no request');
  expect(sts.requests.count('GetSessionToken')).toBe(1);
  expect((await stint.stored(overview))?.profileCount).toBe(1);
  await nextCodeWorks(popup, sts, alice);
});

test('what was chosen beside the code stays, and the alert goes with the next session', async ({
  sts,
  alice,
  popup,
}) => {
  const duration = popup.getByRole('combobox', { name: words('popup_session_duration') });
  await duration.selectOption('3600');
  await typeCode(popup, alice.device.wrongCode());
  await alertSays(popup, 'mfa-code-refused');
  await expect(duration).toHaveValue('3600');
  await nextCodeWorks(popup, sts, alice);
  expect(sts.requests.last?.parameters['DurationSeconds']).toBe('3600');
  await expect(popup.getByRole('alert')).toHaveCount(0);
});

test('a code that was sent before does not leave the computer again', async ({ sts, alice, popup }) => {
  const code = alice.device.freshCode();
  await signIn(popup, code);
  await popup.getByRole('button', { name: 'Renew' }).click();
  await typeCode(popup, code);
  await alertSays(popup, 'mfa-code-spent');
  await codeFieldWaits(popup);
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});

test('a code that was used elsewhere is refused by STS, and the reason is among those named', async ({
  sts,
  alice,
  popup,
}) => {
  const code = alice.device.freshCode();
  expect(alice.device.consume(code)).toBe('accepted');
  await typeCode(popup, code);
  await alertSays(popup, 'mfa-code-refused');
  expect(sts.requests.last?.outcome?.detail).toBe('reused');
});

test('a secret that no longer fits', async ({ stint, sts, alice, popup }) => {
  // The key was rotated at AWS: the id is known, the signature no longer fits.
  const [key] = alice.keys;
  Object.assign(key ?? {}, { secretAccessKey: 'x'.repeat(40) });
  const code = alice.device.freshCode();
  await typeCode(popup, code);
  await alertSays(popup, 'secret-wrong');
  expect(sts.requests.count('GetSessionToken')).toBe(1);
  expect((await stint.stored(overview))?.profileCount).toBe(1);
});

test('a key that was made inactive', async ({ sts, alice, popup }) => {
  for (const key of alice.keys) key.active = false;
  await typeCode(popup, alice.device.freshCode());
  await alertSays(popup, 'access-key-unknown');
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});

test('a refusal that comes before the code was looked at leaves the code good', async ({ sts, alice, popup }) => {
  for (const key of alice.keys) key.active = false;
  const code = alice.device.freshCode();
  await typeCode(popup, code);
  await alertSays(popup, 'access-key-unknown');
  for (const key of alice.keys) key.active = true;
  await typeCode(popup, code);
  await popup.keyboard.press('Enter');
  await sessionIsLive(popup);
  expect(sts.requests.count('GetSessionToken')).toBe(2);
});

test('a device that STS does not know', async ({ stint, sts, alice, seeded }) => {
  const profile = await stint.send('read-profile', { profileId: seeded.profileId });
  const { name, region, colour, durationSeconds } = profile;
  const mfaSerial = `arn:aws:iam::${alice.accountId}:mfa/another`;
  await stint.send('save-profile', {
    profileId: seeded.profileId,
    draft: { name, region, colour, durationSeconds, mfaSerial, endpointUrl: sts.origin },
  });
  sts.requests.clear();
  const popup = await stint.openPopup();
  await typeCode(popup, alice.device.freshCode());
  await alertSays(popup, 'mfa-device-refused');
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});

test('a device that has drifted', async ({ alice, popup }) => {
  alice.device.inSync = false;
  await typeCode(popup, alice.device.freshCode());
  await alertSays(popup, 'mfa-device-refused');
});

for (const minutes of [20, -20]) {
  test(`a computer whose clock is off by ${-minutes} minutes signs once more and counts by the server's clock`, async ({
    stint,
    sts,
    alice,
    popup,
    clipboard,
  }) => {
    sts.clock.offsetMs = minutes * 60_000;
    await signIn(popup, alice.device.freshCode());
    const calls = sts.requests.of('GetSessionToken');
    expect(calls.map(({ outcome }) => outcome?.code)).toEqual(['SignatureDoesNotMatch', 'OK']);
    // Twelve hours by the server's clock are twelve hours, whatever this computer thinks.
    await expect(popup.getByRole('timer', { name: 'Time left' })).toHaveText(
      new RegExp(`^(12:00|11:59) ${words('ui_left_hours')}$`),
    );
    expect(Math.abs((await stint.stored(clockOffset)) - minutes * 60_000)).toBeLessThan(5_000);
    await copy(popup);
    expect(await clipboard.read()).toContain('AWS_SESSION_TOKEN');

    // Once learnt, the clock costs no second request.
    sts.requests.clear();
    await popup.getByRole('button', { name: 'Renew' }).click();
    await signIn(popup, alice.device.freshCode());
    expect(sts.requests.of('GetSessionToken').map(({ outcome }) => outcome?.code)).toEqual(['OK']);
  });
}

const AT_REPLY = { at: 'reply' } as const;

/** STS's refusals that a working profile does not bring about, in its own words (the sources are those of its error table). */
const REFUSED_AS_SUCH: readonly (readonly [what: string, fault: Fault, code: ErrorCode])[] = (
  [
    [
      'mfa-incomplete',
      403,
      'AccessDenied',
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    ],
    [
      'parameter-refused',
      400,
      'ValidationError',
      "1 validation error detected: Value '12' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
    ],
    [
      'duration-refused',
      400,
      'ValidationError',
      "1 validation error detected: Value '600' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    ['long-term-keys-needed', 403, 'AccessDenied', 'Cannot call GetSessionToken with session credentials'],
    [
      'access-denied',
      403,
      'AccessDenied',
      'User: arn:aws:iam::123456789012:user/x is not authorized to perform: sts:GetSessionToken',
    ],
    ['credentials-expired', 403, 'ExpiredToken', 'The security token included in the request is expired'],
    ['authentication-missing', 403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
    [
      'authentication-malformed',
      400,
      'IncompleteSignature',
      "'x' not a valid key=value pair (missing equal-sign) in Authorization header: 'x'",
    ],
    [
      'region-disabled',
      403,
      'RegionDisabledException',
      'STS is not activated in this region for account:123456789012. Your account administrator can activate STS in this region using the IAM Console.',
    ],
  ] as const
).map(([means, status, code, message]) => [`${code}: ${means}`, { kind: 'error', status, code, message }, means]);

/** What can come instead of a session, and what is said of it. */
const ANSWERS: readonly (readonly [what: string, fault: Fault, code: ErrorCode])[] = [
  ['500 from STS', INTERNAL_FAILURE, 'service-unavailable'],
  ['500 after the code was used', { ...INTERNAL_FAILURE, ...AT_REPLY }, 'service-unavailable'],
  ['503 from STS', SERVICE_UNAVAILABLE, 'service-unavailable'],
  ['504 from a gateway', GATEWAY_TIMEOUT, 'service-unavailable'],
  ['throttling', THROTTLED, 'throttled'],
  ['a captive portal', { kind: 'body', body: { shape: 'captive-portal' } }, 'foreign-reply'],
  ['a body cut short', { kind: 'cut' }, 'unreadable-reply'],
  ['XML that ends early', { kind: 'body', body: { shape: 'truncated' } }, 'unreadable-reply'],
  ['an empty body', { kind: 'body', body: { shape: 'empty' } }, 'unreadable-reply'],
  ['JSON', { kind: 'body', body: { shape: 'json' } }, 'unreadable-reply'],
  ['no secret in it', { kind: 'body', body: { shape: 'missing-field', field: 'SecretAccessKey' } }, 'unreadable-reply'],
  [
    'an end that is no time',
    { kind: 'body', body: { shape: 'replaced-field', field: 'Expiration', value: 'soon' } },
    'unreadable-reply',
  ],
  ['an entity bomb', { kind: 'body', body: { shape: 'dtd-bomb', field: 'SessionToken' } }, 'unreadable-reply'],
  [
    '50 MB of token',
    { kind: 'body', body: { shape: 'huge', field: 'SessionToken', bytes: 50_000_000 } },
    'unreadable-reply',
  ],
  [
    'a compression bomb',
    { kind: 'body', body: { shape: 'gzip-bomb', field: 'SessionToken', bytes: 50_000_000 } },
    'unreadable-reply',
  ],
  ['UTF-16', { kind: 'body', body: { shape: 'utf-16' } }, 'unreadable-reply'],
  ...REFUSED_AS_SUCH,
  [
    'a code that nobody has heard of',
    { kind: 'error', status: 400, code: 'SomethingNew', message: 'Ask again in spring.' },
    'service-refused',
  ],
];
/** AWS's own code and words, and the request's id, one click away. */
async function detailsSay(popup: Page, code: string, message: string): Promise<void> {
  const alert = popup.getByRole('alert');
  await alert.getByText(words('ui_details'), { exact: true }).click();
  await expect(alert).toContainText(code);
  await expect(alert).toContainText(message);
  await expect(alert).toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-/);
}

for (const [what, fault, code] of ANSWERS) {
  test(`instead of a session: ${what}`, async ({ stint, sts, alice, popup }) => {
    sts.faults.next(fault, 1, { operation: 'GetSessionToken' });
    // With the window's end the wait is over.
    await expect.poll(() => Date.now() % TOKEN_STEP_MS, { timeout: 10_000 }).toBeLessThan(TOKEN_STEP_MS - 8000);
    await typeCode(popup, alice.device.freshCode());
    await alertSays(popup, code, new URL(sts.origin).host);
    await codeFieldWaits(popup);
    // The code may have been used: what counts is the next one. A server that is too busy is left alone for a while before.
    const waits = isTooBusy(code) ? /^next (try|code) in \d+ s$/ : /^next code in \d+ s$/;
    await expect(popup.getByText(waits)).toBeVisible();
    if (fault.kind === 'error') await detailsSay(popup, fault.code, fault.message);
    expect(sts.requests.count('GetSessionToken')).toBe(1);
    expect(sts.faults.pending).toBe(0);
    const { profileCount, sessions } = (await stint.stored(overview)) ?? {};
    expect({ profileCount, sessions }).toEqual({ profileCount: 1, sessions: [] });
    await nextCodeWorks(popup, sts, alice);
  });
}

test('throttling: the button says how long to wait, over the death of the worker, and nothing leaves before', async ({
  stint,
  sts,
  alice,
  popup,
}) => {
  sts.faults.next(THROTTLED, 1, { operation: 'GetSessionToken' });
  await typeCode(popup, alice.device.freshCode());
  await expect(popup.getByText(/^next try in \d+ s$/)).toBeVisible();
  await expect(popup.getByRole('button', { name: 'Start session' })).toHaveAttribute('aria-disabled', 'true');
  await stint.killWorker();
  const { profileId } = await selectedProfile(stint);
  const tokenCode = alice.device.wrongCode();
  await expect(stint.send('start-session', { profileId, tokenCode, durationSeconds: 900 })).rejects.toThrow(
    'throttled',
  );
  expect(sts.requests.count('GetSessionToken')).toBe(1);
  await nextCodeWorks(popup, sts, alice);
});

for (const status of [301, 302, 303, 307, 308] as const) {
  test(`${status} to another server: nothing follows it`, async ({ sts, alice, popup }) => {
    const elsewhere = await startLocalSts();
    sts.faults.next({ kind: 'redirect', status, location: `${elsewhere.origin}/` });
    await typeCode(popup, alice.device.freshCode());
    await alertSays(popup, 'unreachable', new URL(sts.origin).host);
    expect(sts.requests.count('GetSessionToken')).toBe(1);
    expect(elsewhere.requests.all).toHaveLength(0);
    await elsewhere.stop();
  });
}

test('a connection that is reset before any answer', async ({ stint, sts, alice, popup }) => {
  sts.faults.untilCleared({ kind: 'reset' });
  await typeCode(popup, alice.device.freshCode());
  await alertSays(popup, 'unreachable', new URL(sts.origin).host);
  await codeFieldWaits(popup);
  // Chromium itself sends a request again, once, when a connection it had kept open is reset before a word of answer. No page can
  // prevent it, and a code that was used by the first is refused at the second.
  expect(sts.requests.count('GetSessionToken')).toBeLessThanOrEqual(2);
  expect((await stint.stored(overview))?.profileCount).toBe(1);
  await nextCodeWorks(popup, sts, alice);
});

test('a server that browsers may not read', async ({ sts, alice, popup }) => {
  sts.cors = false;
  await typeCode(popup, alice.device.freshCode());
  await alertSays(popup, 'unreachable', new URL(sts.origin).host);
  // The browser asks first whether it may; the code itself does not leave.
  expect(sts.requests.all.map(({ method }) => method)).toEqual(['OPTIONS']);
});

test('a server that is not there', async ({ stint, sts, alice, popup }) => {
  const host = new URL(sts.origin).host;
  await sts.stop();
  await typeCode(popup, alice.device.freshCode());
  await alertSays(popup, 'unreachable', host);
  await codeFieldWaits(popup);
  expect((await stint.stored(overview))?.profileCount).toBe(1);
});

test('an answer that stalls is given up after 15 seconds in all', async ({ sts, alice, popup }) => {
  sts.faults.next({ kind: 'stall' });
  const from = Date.now();
  await typeCode(popup, alice.device.freshCode());
  const { cause } = refusal('timed-out', new URL(sts.origin).host);
  await expect(popup.getByRole('alert')).toContainText(cause, { timeout: 17_000 });
  expect(Date.now() - from).toBeGreaterThan(14_000);
  await alertSays(popup, 'timed-out', new URL(sts.origin).host);
  expect(sts.requests.of('GetSessionToken').map(({ connectionGone }) => connectionGone)).toEqual([true]);
});

/** What can come in place of whose keys they are, and what helps there: no code is in play yet. */
const KEY_CHECKS: readonly (readonly [
  what: string,
  fault: Fault,
  code: ErrorCode,
  remedy: Parameters<typeof words>[0],
])[] = [
  [
    'a secret that does not fit',
    {
      kind: 'error',
      status: 403,
      code: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    },
    'secret-wrong',
    'options_check_remedy_secret',
  ],
  [
    'a key that is not known',
    {
      kind: 'error',
      status: 403,
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    },
    'access-key-unknown',
    'options_check_remedy_unknown',
  ],
  ['throttling', THROTTLED, 'throttled', 'options_check_remedy_later'],
  ['503', SERVICE_UNAVAILABLE, 'service-unavailable', 'options_check_remedy_later'],
  [
    'a captive portal',
    { kind: 'body', body: { shape: 'captive-portal' } },
    'foreign-reply',
    'options_check_remedy_network',
  ],
  ['a body cut short', { kind: 'cut' }, 'unreadable-reply', 'options_check_remedy_reply'],
  ['a reset', { kind: 'reset' }, 'unreachable', 'options_check_remedy_unreachable'],
];
for (const [what, fault, code, remedy] of KEY_CHECKS) {
  test(`instead of whose keys they are: ${what}`, async ({ stint, sts, alice, seeded }) => {
    const options = await stint.openOptions('#profiles/new');
    await openProfileForm(options);
    sts.faults.untilCleared(fault);
    const values = {
      'Profile name': `not ${seeded.profileName}`.replace(' ', '-'),
      'Endpoint URL': sts.origin,
      'Access key ID': alice.accessKeyId,
      'Secret access key': alice.secretAccessKey,
    };
    for (const [name, value] of Object.entries(values)) await options.getByRole('textbox', { name }).fill(value);
    const alert = options.getByRole('alert');
    await expect(alert).toContainText(refusal(code, new URL(sts.origin).host).cause);
    await expect(alert).toContainText(words(remedy).split('$1')[0] ?? '');
    if (fault.kind === 'error') await detailsSay(options, fault.code, fault.message);
    for (const [name, value] of Object.entries(values)) {
      await expect(options.getByRole('textbox', { name })).toHaveValue(value);
    }
    expect((await stint.stored(overview))?.profileCount).toBe(1);
    sts.calm();
    if (code === 'secret-wrong') return;
    await options.getByRole('button', { name: words('options_check_again') }).click();
    await expect(alert).toHaveCount(0);
    await expect(options.getByRole('textbox', { name: 'MFA device' })).toHaveValue(alice.mfaSerial);
  });
}
