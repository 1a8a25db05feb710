/** Texts that others write, in STS's answers and in names, are text and nothing else. */
import type { Page } from 'playwright';
import { expect, test } from './fixtures.ts';
import { typeCode } from './steps.ts';
import { words } from './texts.ts';

const PAYLOADS = [
  '<img src=x onerror="document.title=\'pwned\'">',
  '<script>document.title="pwned"</script>',
  '"><svg onload=document.title="pwned">',
  '</p></details></div><iframe srcdoc="<script>parent.document.title=1</script>"></iframe>',
  "javascript:document.title='pwned'",
  '{{constructor.constructor("document.title=1")()}} #{document.title=1}',
  '\u202egnp.exe\u202c \u2066hidden\u2069 \u200b\u200d\ufeff',
  'line\u2028separator\u2029 and \u0085 next line',
  `${'W'.repeat(3000)}`,
  `${'long-word '.repeat(600)}`,
  'ﷺ𒐫﷽ \u0300\u0301\u0302\u0303'.repeat(40),
  '$1 $2 $$ %s %d {0} __MSG_error_internal_cause__',
];

test('in an answer of STS are shown as text, and nothing breaks', async ({ sts, popup }) => {
  await watchViolations(popup);
  const title = await popup.title();
  for (const [index, payload] of PAYLOADS.entries()) {
    sts.faults.next({ kind: 'error', status: 400, code: payload.slice(0, 100), message: payload }, 1, {
      operation: 'GetSessionToken',
    });
    await typeCode(popup, String(100_001 + index));
    const details = popup.getByRole('alert').locator('details');
    // Beginning with the first word that is to be seen.
    await expect(details).toContainText(/[\x21-\x7e]{1,20}/.exec(payload)?.[0] ?? '');
    expect(await details.textContent()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    await details.getByText(words('ui_details'), { exact: true }).click();
    await expectIntact(popup, title);
    sts.clock.advanceOneStep();
  }
});

test('in the name of a user are shown as text, and nothing breaks', async ({ stint, sts }) => {
  await stint.send('create-vault', { protection: 'this-browser' });
  for (const [index, payload] of PAYLOADS.entries()) {
    const userName = payload
      .replaceAll('/', '-')
      .replace(/[\n\r\u2028\u2029\u0085]/g, ' ')
      .slice(0, 600);
    const user = sts.addUser({ userName, devices: [{ kind: 'hardware' }] });
    await stint.send('save-profile', {
      draft: {
        name: `hostile-${index}`,
        region: 'eu-central-1',
        colour: 'red',
        endpointUrl: sts.origin,
        mfaSerial: user.mfaSerial,
        durationSeconds: 3600,
        keys: { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey },
      },
    });
    const popup = await stint.openPopup();
    await watchViolations(popup);
    await expect(popup.getByRole('combobox', { name: 'Profile' })).toHaveValue(`hostile-${index}`);
    const shown = (await popup.locator('body').textContent()) ?? '';
    expect(shown).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    await expectIntact(popup, 'Stint');
    await popup.close();
  }
  const options = await stint.openOptions('#profiles');
  await watchViolations(options);
  await expect(options.getByRole('link', { name: /hostile-0/ })).toBeVisible();
  const shown = (await options.locator('body').textContent()) ?? '';
  expect(shown).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
  expect(await options.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await violationsOf(options)).toEqual([]);
});

async function watchViolations(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
  });
}

function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
}

/** Nothing of the payload became an element, ran, was stopped only by the policy, or pushed the popup out of its width. */
async function expectIntact(popup: Page, title: string): Promise<void> {
  expect(await popup.title()).toBe(title);
  expect(await popup.locator('img, iframe, [onerror], [onload]').count()).toBe(0);
  expect(await violationsOf(popup)).toEqual([]);
  const width = await popup.evaluate(() => ({
    own: innerWidth,
    needed: document.documentElement.scrollWidth,
  }));
  expect(width).toEqual({ own: 360, needed: 360 });
}
