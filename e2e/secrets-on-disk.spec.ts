/** Nothing secret is on disk in the clear, not even for a moment: a whole day's work, then every file of the browser's profile folder. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Page } from 'playwright';
import type { ClipboardReader } from './clipboard.ts';
import { expect, test } from './fixtures.ts';
import type { StintBrowser } from './launch.ts';
import type { LocalUser } from './local-sts/accounts.ts';
import type { LocalSts } from './local-sts/local-sts.ts';
import { type Canary, countCode, measureFolder, scanFolder } from './profile-scan.ts';
import {
  alertSays,
  codeFieldWaits,
  copy,
  openProfileForm,
  profileIsReady,
  sessionIsLive,
  setUp,
  typeCode,
  unlock,
} from './steps.ts';
import { words } from './texts.ts';

/** What a day leaves behind that must not be found. */
interface Day {
  readonly canaries: readonly Canary[];
  readonly codes: readonly string[];
}

/** Random letters: words would be found where they stand for something else. */
function passphrase(): string {
  return randomBytes(24).toString('base64url');
}

/** A code of the device that is good now and stands nowhere in the profile folder by chance. */
async function quietCode(stint: StintBrowser, sts: LocalSts, user: LocalUser): Promise<string> {
  for (;;) {
    sts.clock.advanceOneStep();
    const code = user.device.freshCode();
    if ((await countCode(stint.profileDir, code)) === 0) return code;
  }
}

/** Six digits that are no code now, nor anywhere in the profile folder. */
async function quietWrongCode(stint: StintBrowser, user: LocalUser): Promise<string> {
  for (;;) {
    const code = String(randomInt(100_000, 1_000_000));
    const good = [-60_000, -30_000, 0, 30_000, 60_000].map((ms) => user.currentCode(Date.now() + ms));
    if (!good.includes(code) && (await countCode(stint.profileDir, code)) === 0) return code;
  }
}

/** Set-up, two profiles, sign-ins, copies, a rename, a failed code, a lock, another passphrase: every act that touches a secret. */
async function aWholeDay(
  stint: StintBrowser,
  sts: LocalSts,
  user: LocalUser,
  clipboard: ClipboardReader,
): Promise<Day> {
  const first = passphrase();
  const second = passphrase();
  const mistyped = passphrase();
  const options = await stint.setUpPage();
  await setUp(options, first);

  // Typed, key by key, and left once, as people do.
  await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(sts.origin);
  await options.getByRole('textbox', { name: 'Profile name' }).fill('typed');
  await options.getByRole('textbox', { name: 'Access key ID' }).pressSequentially(user.accessKeyId);
  await options.getByRole('textbox', { name: 'Secret access key' }).pressSequentially(user.secretAccessKey);
  await options.getByRole('textbox', { name: 'MFA device' }).fill(user.mfaSerial);
  await options.getByRole('button', { name: 'Save profile' }).click();
  await profileIsReady(options, 'typed');

  // Pasted, into the field that is readable.
  const other = sts.addUser({ userName: 'bob' });
  await clipboard.write(
    `export AWS_ACCESS_KEY_ID=${other.accessKeyId} AWS_SECRET_ACCESS_KEY=${other.secretAccessKey}\n`,
  );
  await openProfileForm(options);
  await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(sts.origin);
  await options.getByRole('textbox', { name: 'Profile name' }).fill('pasted');
  await options.getByRole('textbox', { name: 'Access key ID' }).focus();
  await options.keyboard.press('ControlOrMeta+v');
  await expect(options.getByRole('textbox', { name: 'Secret access key' })).toHaveValue(other.secretAccessKey);
  await options.getByRole('button', { name: 'Save profile' }).click();
  await profileIsReady(options, 'pasted');
  await clipboard.write('nothing');

  const wrong = await quietWrongCode(stint, other);
  const codes = [wrong];
  const sessions: Canary[] = [];
  const signInWith = async (page: Page, owner: LocalUser) => {
    const code = await quietCode(stint, sts, owner);
    codes.push(code);
    await typeCode(page, code);
    await sessionIsLive(page);
    await copy(page, 'credential-process');
    const given = JSON.parse(await clipboard.read()) as Readonly<
      Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>
    >;
    await clipboard.write('nothing');
    const number = sessions.length / 3;
    sessions.push(
      { name: `secret of session ${number}`, value: given.SecretAccessKey },
      { name: `token of session ${number}`, value: given.SessionToken },
      { name: `key id of session ${number}`, value: given.AccessKeyId },
    );
  };

  const popup = await stint.openPopup();
  await typeCode(popup, wrong);
  await alertSays(popup, 'mfa-code-refused');
  await codeFieldWaits(popup);
  await signInWith(popup, other);
  // Shown in the clear for a moment.
  const show = popup.getByRole('button', { name: words('popup_hold_to_show') });
  await show.hover();
  await popup.mouse.down();
  await expect(popup.locator('pre')).toContainText(sessions[0]?.value ?? 'no session');
  await popup.mouse.up();
  await popup.getByRole('button', { name: 'Lock' }).click();
  await unlock(popup, mistyped);
  await alertSays(popup, 'wrong-passphrase');
  await unlock(popup, first);
  await sessionIsLive(popup);
  await popup.close();

  // In a tab, whose fields browsers keep for restoring a session.
  const tab = await stint.openPopupInTab();
  await tab.getByRole('button', { name: 'Renew' }).click();
  await signInWith(tab, other);
  await tab.goto(stint.url('src/popup/index.html?later'));
  await tab.close();

  await options.bringToFront();
  await options.getByRole('link', { name: /typed/ }).click();
  await options.getByRole('textbox', { name: 'Profile name' }).fill('renamed');
  await options.getByRole('button', { name: 'Save profile' }).click();
  await expect(options.getByText(words('options_form_saved', 'renamed'))).toBeVisible();

  // Typed, and left without a click. Leaving is when the browser notes what the fields of a page hold.
  const carol = sts.addUser({ userName: 'carol' });
  await options.getByRole('button', { name: 'Add profile' }).click();
  await options.getByRole('textbox', { name: 'Secret access key' }).pressSequentially(carol.secretAccessKey);
  await options.goto(stint.url('src/options/index.html?later#security'));

  await options.getByRole('button', { name: words('options_change_open') }).click();
  await options.getByRole('textbox', { name: words('options_change_current') }).pressSequentially(first);
  await options.getByRole('textbox', { name: words('options_change_new'), exact: true }).pressSequentially(second);
  await options.getByRole('textbox', { name: words('options_passphrase_repeat') }).pressSequentially(second);
  await options.getByRole('button', { name: words('options_change') }).click();
  await expect(options.getByText(words('options_change_done'))).toBeVisible({ timeout: 30_000 });
  await options.getByRole('button', { name: words('options_security_lock_now') }).click();
  await expect(options.getByText(words('options_security_is_locked'))).toBeVisible();
  const lockedTab = await stint.openPopupInTab();
  await lockedTab.getByRole('textbox', { name: 'Passphrase' }).pressSequentially(second);
  await lockedTab.goto(stint.url('src/popup/index.html?later'));

  return {
    codes,
    canaries: [
      { name: 'access key id, typed', value: user.accessKeyId },
      { name: 'access key id, pasted', value: other.accessKeyId },
      { name: 'access secret, typed', value: user.secretAccessKey },
      { name: 'access secret, pasted', value: other.secretAccessKey },
      { name: 'access secret, not saved', value: carol.secretAccessKey },
      { name: 'first passphrase', value: first },
      { name: 'second passphrase', value: second },
      { name: 'mistyped passphrase', value: mistyped },
      ...sessions,
    ],
  };
}

/** Nothing of the day is in the folder, and the folder is not empty. */
async function nothingIsLeft(folder: string, { canaries, codes }: Day): Promise<void> {
  expect((await measureFolder(folder)).bytes).toBeGreaterThan(1_000_000);
  expect(await scanFolder(folder, canaries)).toEqual([]);
  const counts = await Promise.all(codes.map((code) => countCode(folder, code)));
  expect(counts).toEqual(codes.map(() => 0));
}

/** Everything that Stint's pages and its worker write to the console from now on; a line of the test's own shows that it is heard. */
async function listenToConsole(stint: StintBrowser): Promise<string[]> {
  const lines: string[] = [];
  const note = (message: { text(): string }) => void lines.push(message.text());
  stint.context.on('console', note);
  stint.context.on('weberror', (error) => lines.push(String(error.error().stack)));
  await (await stint.setUpPage()).evaluate(speak, HEARD);
  for (const worker of stint.context.serviceWorkers()) await worker.evaluate(speak, HEARD);
  await expect.poll(() => lines.filter((line) => line === HEARD).length).toBe(2);
  return lines;
}

const HEARD = 'this line is heard';

/** Run in the page and in the worker. */
function speak(words: string): void {
  console.info(words);
}

test('after a whole day, while the browser runs and after it was closed', async ({ stint, sts, alice, clipboard }) => {
  const said = await listenToConsole(stint);
  const day = await aWholeDay(stint, sts, alice, clipboard);
  const spoken = said.join('\n');
  for (const { name, value } of day.canaries) expect(spoken.includes(value), `${name} on the console`).toBe(false);
  for (const code of day.codes) expect(spoken.includes(code), 'a code on the console').toBe(false);
  await nothingIsLeft(stint.profileDir, day);
  await stint.close({ keepProfile: true });
  await nothingIsLeft(stint.profileDir, day);
});

test('after a whole day that ended in a crash', async ({ stint, sts, alice, clipboard }) => {
  const day = await aWholeDay(stint, sts, alice, clipboard);
  await stint.killBrowser();
  await nothingIsLeft(stint.profileDir, day);
});

test('what is written in the clear is found: the places looked at are the right ones', async ({ stint }) => {
  const canary = (name: string): Canary => ({ name, value: randomBytes(30).toString('base64') });
  const [stored, encoded, deleted, kept, typed] = ['stored', 'encoded', 'deleted', 'kept', 'typed'].map(canary) as [
    Canary,
    Canary,
    Canary,
    Canary,
    Canary,
  ];
  const options = await stint.setUpPage();
  const code = '492718';
  const codesBefore = await countCode(stint.profileDir, code);
  await options.evaluate(
    async (values) => {
      const { local } = (globalThis as unknown as { chrome: { storage: Record<'local', Area> } }).chrome.storage;
      await local.set({
        stored: values.stored,
        encoded: btoa(`a ${values.encoded} and more`),
        deleted: values.deleted,
        code: [values.code, btoa(values.code)],
      });
      await local.remove(['deleted']);
      // Beyond Latin letters the browser writes two bytes a character.
      localStorage.setItem('kept', `ж ${values.kept}`);
    },
    { stored: stored.value, encoded: encoded.value, deleted: deleted.value, kept: kept.value, code },
  );
  // A field as pages usually have them. Leaving the page is when the browser notes what it holds, mostly.
  await expect(async () => {
    await options.goto(stint.url('src/options/index.html'));
    await options.evaluate(() => {
      const field = document.createElement('input');
      document.body.prepend(field);
      field.focus();
    });
    await options.keyboard.type(typed.value);
    await options.goto(stint.url('src/options/index.html?later'));
    await expect.poll(() => scanFolder(stint.profileDir, [typed]), { timeout: 5_000 }).not.toEqual([]);
  }).toPass();
  await stint.close({ keepProfile: true });
  const findings = await scanFolder(stint.profileDir, [stored, encoded, deleted, kept, typed]);
  const found = new Set(findings.map((finding) => finding.canary));
  expect([...found].sort()).toEqual(['deleted', 'encoded', 'kept', 'stored', 'typed']);
  expect(findings.filter((finding) => finding.canary === 'kept').map(({ form }) => form)).toContain('utf-16le');
  expect((await countCode(stint.profileDir, code)) - codesBefore).toBeGreaterThanOrEqual(2);
});

interface Area {
  set(items: object): Promise<void>;
  remove(keys: string[]): Promise<void>;
}
