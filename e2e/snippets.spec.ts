/** The Snippets page: what formats hold, templates of one's own, and what the popup makes of both. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, test } from './fixtures.ts';
import type { StintBrowser } from './launch.ts';
import type { IssuedSession } from './local-sts/accounts.ts';
import type { LocalSts } from './local-sts/local-sts.ts';
import { copy, signIn } from './steps.ts';
import { words } from './texts.ts';

async function openSnippets(stint: StintBrowser): Promise<Page> {
  const options = await stint.openOptions();
  await options.goto(stint.url('src/options/index.html#snippets'));
  await expect(options.getByRole('heading', { name: 'Snippets', level: 1 })).toBeFocused();
  return options;
}

/** The session whose access key id is in `snippet`, as the STS knows it. */
function issued(sts: LocalSts, snippet: string): IssuedSession {
  const [accessKeyId = ''] = /ASIA[A-Z0-9]{16}/.exec(snippet) ?? [];
  const caller = sts.accounts.findCaller(accessKeyId);
  if (caller?.kind !== 'session') throw new Error('The STS issued no such key.');
  return caller.session;
}

/** Said once in each part of the page in which something was saved. */
const saved = (options: Page, parts: number) =>
  expect(options.getByRole('status').filter({ hasText: words('options_snippets_saved') })).toHaveCount(parts);
const preview = (options: Page) => options.getByRole('figure', { name: words('options_snippets_preview') });

async function writeTemplate(options: Page, name: string, text: string): Promise<void> {
  await options.getByRole('button', { name: 'New template' }).click();
  await expect(options.getByRole('textbox', { name: 'Template name' })).toBeFocused();
  await options.getByRole('textbox', { name: 'Template name' }).fill(name);
  await options.getByRole('textbox', { name: 'Template text' }).fill(text);
  await options.getByRole('button', { name: 'Save template' }).click();
  await expect(options.getByRole('status').filter({ hasText: words('options_templates_saved', name) })).toBeVisible();
}

test('what is chosen for a format is in the preview and in what is copied', async ({
  stint,
  sts,
  alice,
  popup,
  clipboard,
}) => {
  await popup.close();
  const options = await openSnippets(stint);
  await options.getByRole('checkbox', { name: 'AWS_CREDENTIAL_EXPIRATION' }).uncheck();
  await saved(options, 1);
  await options.getByRole('checkbox', { name: 'End with' }).check();
  await expect(preview(options)).toContainText('aws sts get-caller-identity');
  await expect(preview(options)).toContainText('AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION');

  await options.getByRole('combobox', { name: words('options_snippets_format') }).selectOption('credentials-file');
  const section = options.getByRole('textbox', { name: 'Section' });
  await section.fill('a b');
  await expect(section).toHaveAccessibleDescription(words('options_snippets_section_problem'));
  await section.fill('default');
  await section.press('Enter');
  await expect(preview(options)).toContainText('[default]');
  await options.getByRole('combobox', { name: words('options_snippets_usual') }).selectOption('credentials-file');
  await saved(options, 2);
  await options.reload();
  await expect(options.getByRole('checkbox', { name: 'AWS_CREDENTIAL_EXPIRATION' })).not.toBeChecked();

  const next = await stint.openPopup();
  await signIn(next, alice.device.freshCode());
  await copy(next);
  const session = issued(sts, await clipboard.read());
  expect(await clipboard.read()).toBe(
    `[default]\naws_access_key_id = ${session.accessKeyId}\naws_secret_access_key = ${session.secretAccessKey}\naws_session_token = ${session.sessionToken}\n`,
  );
  await copy(next, 'posix');
  const lines = (await clipboard.read()).trimEnd().split('\n');
  expect(lines.slice(-2)).toEqual([
    'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION',
    'aws sts get-caller-identity',
  ]);
  await next.getByRole('button', { name: words('popup_unset') }).click();
  await expect(next.getByRole('status').filter({ hasText: words('popup_unset_on_clipboard') })).toBeVisible();
  expect(await clipboard.read()).toBe(
    'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION\n',
  );
});

test('the unset lines are there without a session, and while locked', async ({ stint, seeded, clipboard }) => {
  expect(seeded.profileName).toBe('dev');
  await stint.send('lock-vault', {});
  const options = await openSnippets(stint);
  await options.getByRole('combobox', { name: words('options_snippets_format') }).selectOption('tcsh');
  await options.getByRole('button', { name: words('options_snippets_unset_copy') }).click();
  await expect(options.getByRole('status').filter({ hasText: words('options_snippets_unset_copied') })).toBeVisible();
  expect(await clipboard.read()).toMatch(/^unsetenv AWS_ACCESS_KEY_ID\n(unsetenv AWS_[A-Z_]+\n){5}$/);
});

test('a template is written, seen as it is written, copied with, and removed', async ({
  stint,
  sts,
  alice,
  popup,
  clipboard,
}) => {
  await popup.close();
  const options = await openSnippets(stint);
  await options.getByRole('button', { name: 'New template' }).click();
  const body = options.getByRole('textbox', { name: 'Template text' });
  await body.fill('first\n{{secret}}');
  await expect(body).toHaveAccessibleDescription(words('options_template_unknown_value', 2, 'secret'));
  await options.getByRole('button', { name: 'Save template' }).click();
  await expect(options.getByRole('textbox', { name: 'Template name' })).toBeFocused();
  // A link away asks first.
  await options.getByRole('link', { name: 'Security' }).click();
  await expect(options.getByRole('textbox', { name: 'Template name' })).toBeVisible();
  await options.getByRole('button', { name: words('options_leave_stay') }).click();

  await options.getByRole('textbox', { name: 'Template name' }).fill('Deploy');
  await body.fill('deploy --account {{account_id}} --key {{access_key_id|cmd}} {{secret_access_key|posix}}');
  await expect(preview(options).last()).toContainText(
    `deploy --account ${alice.accountId} --key "ASIA····MPLE" '········'`,
  );
  await options.getByRole('button', { name: 'Save template' }).click();
  await expect(
    options.getByRole('status').filter({ hasText: words('options_templates_saved', 'Deploy') }),
  ).toBeVisible();
  await expect(options.getByRole('button', { name: 'New template' })).toBeFocused();

  const next = await stint.openPopup();
  await signIn(next, alice.device.freshCode());
  await next.getByRole('combobox', { name: 'Format' }).selectOption({ label: 'Deploy' });
  await expect(next.locator('.preview')).toContainText(`deploy --account ${alice.accountId} --key "ASIA····`);
  await copy(next);
  const session = issued(sts, await clipboard.read());
  expect(await clipboard.read()).toBe(
    `deploy --account ${alice.accountId} --key "${session.accessKeyId}" '${session.secretAccessKey}'`,
  );
  await next.close();

  await options.bringToFront();
  await options.getByRole('button', { name: 'Deploy' }).click();
  await options.getByRole('button', { name: words('options_template_remove') }).click();
  await expect(options.getByRole('button', { name: words('options_template_keep') })).toBeFocused();
  await options.getByRole('button', { name: words('options_template_remove_confirm', 'Deploy') }).click();
  await expect(
    options.getByRole('status').filter({ hasText: words('options_templates_removed', 'Deploy') }),
  ).toBeVisible();
  await expect(options.getByRole('button', { name: 'Deploy' })).toHaveCount(0);

  const last = await stint.openPopup();
  await expect(last.getByRole('combobox', { name: 'Format' })).toHaveValue('posix');
  await expect(last.getByRole('combobox', { name: 'Format' }).getByRole('option', { name: 'Deploy' })).toHaveCount(0);
});

test('templates go out as a file and come back, looked at first and over nothing', async ({
  stint,
  seeded,
}, testInfo) => {
  expect(seeded.profileName).toBe('dev');
  const options = await openSnippets(stint);
  await writeTemplate(options, 'Mine', 'a {{region}}');
  const [download] = await Promise.all([
    options.waitForEvent('download'),
    options.getByRole('button', { name: words('options_templates_export') }).click(),
  ]);
  const path = testInfo.outputPath('templates.json');
  await download.saveAs(path);
  const file = JSON.parse(readFileSync(path, 'utf8')) as { templates: { name: string; text: string }[] };
  expect(file.templates).toEqual([{ name: 'Mine', text: 'a {{region}}' }]);

  const choose = (contents: string) =>
    options
      .getByLabel(words('options_templates_file'))
      .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(contents) });
  const alert = options.getByRole('alert');
  for (const [contents, text] of [
    ['{}', words('options_import_not_templates')],
    [' '.repeat(1024 * 1024 + 1), words('options_import_too_large')],
    [
      JSON.stringify({ ...file, templates: [{ name: 'evil', text: 'ls\u001b[201~\nrm' }] }),
      words('options_import_bad', 'evil'),
    ],
  ] as const) {
    await choose(contents);
    await expect(alert).toContainText(text);
    await options.getByRole('button', { name: words('options_import_close') }).click();
  }

  await choose(
    JSON.stringify({
      ...file,
      templates: [...file.templates, { name: 'mine', text: 'b' }, { name: 'New', text: 'c' }],
    }),
  );
  await expect(options.getByRole('heading', { name: words('options_import_look', 3) })).toBeFocused();
  await expect(options.getByText('mine (2)')).toBeVisible();
  await options.getByRole('button', { name: words('options_form_cancel') }).click();
  await expect(options.getByRole('button', { name: /New a|c$/ })).toHaveCount(0);
  await choose(
    JSON.stringify({
      ...file,
      templates: [...file.templates, { name: 'mine', text: 'b' }, { name: 'New', text: 'c' }],
    }),
  );
  await options.getByRole('button', { name: words('options_import_take', 2) }).click();
  await expect(options.getByRole('status').filter({ hasText: words('options_import_done', 2) })).toBeVisible();
  for (const name of [/^Mine/, /^mine \(2\)/, /^New c/])
    await expect(options.getByRole('button', { name })).toBeVisible();
});
