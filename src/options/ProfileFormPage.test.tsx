// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { EditableProfile, KeyCheck, KeyOwner } from '../messages/protocol.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { closeOptionsTab, type OptionsTab, openOptionsTab } from '../testing/options-tab.tsx';
import { exampleOverview, exampleProfile, exampleSession } from '../testing/page-examples.ts';
import { TYPING_PAUSE_MS } from './use-key-check.ts';

beforeAll(useEnglishTexts);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  closeOptionsTab();
  vi.useRealTimers();
});

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const ALICE: KeyOwner = {
  accountId: '123456789012',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  userName: 'alice',
  suggestedMfaSerial: 'arn:aws:iam::123456789012:mfa/alice',
};
const BOB: KeyOwner = {
  accountId: '210987654321',
  userArn: 'arn:aws:iam::210987654321:user/bob',
  userName: 'bob',
  suggestedMfaSerial: 'arn:aws:iam::210987654321:mfa/bob',
};
const dev = exampleProfile();
const STORED: EditableProfile = {
  name: 'dev',
  region: 'eu-central-1',
  colour: 'blue',
  mfaSerial: ALICE.suggestedMfaSerial,
  durationSeconds: 5400,
  accessKeyId: KEY,
  accountId: ALICE.accountId,
  userName: ALICE.userName,
};

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const value = (label: string) => field(label).value;
const alerts = () => screen.queryAllByRole('alert').map((alert) => alert.textContent);

/** An empty form beside one other profile. */
function openNew(owner: (request: KeyCheck) => KeyOwner | Promise<KeyOwner> = () => ALICE): Promise<OptionsTab> {
  return openOptionsTab(exampleOverview([dev]), '#profiles/new', (ports) => {
    ports.answer('check-keys', owner);
    ports.answer('save-profile', () => ({ profileId: 'new' }));
  });
}

async function typeKeys(tab: OptionsTab): Promise<void> {
  await tab.type('Access key ID', KEY);
  await tab.type('Secret access key', SECRET);
}

describe('a new profile', () => {
  it('is saved with what was typed, and the list says what to do next', async () => {
    const tab = await openNew();
    await tab.type('Profile name', 'acme-prod');
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    await tab.press('Save profile');
    expect(tab.ports.requests('save-profile')).toEqual([
      {
        draft: {
          name: 'acme-prod',
          region: 'eu-central-1',
          colour: 'red',
          mfaSerial: ALICE.suggestedMfaSerial,
          durationSeconds: 43_200,
          keys: { accessKeyId: KEY, secretAccessKey: SECRET },
        },
      },
    ]);
    expect(location.hash).toBe('#profiles');
    expect(screen.getByRole('status').textContent).toBe(
      'acme-prod is ready. Open Stint from the toolbar and type a code.',
    );
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('takes every choice', async () => {
    const tab = await openNew();
    await tab.type('Profile name', 'local');
    await tab.type('Access key ID', 'minio');
    await tab.type('Secret access key', 'minio123');
    await tab.type('MFA device', 'GAHT12345678');
    fireEvent.change(screen.getByRole('combobox', { name: 'Region' }), { target: { value: 'us-west-2' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Session duration' }), { target: { value: '900' } });
    fireEvent.click(screen.getByRole('radio', { name: 'Violet' }));
    await tab.type('Endpoint URL', 'http://localhost:9000/');
    await tab.press('Save profile');
    expect(tab.ports.requests('save-profile')).toEqual([
      {
        draft: {
          name: 'local',
          region: 'us-west-2',
          colour: 'violet',
          mfaSerial: 'GAHT12345678',
          durationSeconds: 900,
          endpointUrl: 'http://localhost:9000',
          keys: { accessKeyId: 'minio', secretAccessKey: 'minio123' },
        },
      },
    ]);
  });

  it('offers the FIPS host where there is one, and asks there', async () => {
    const tab = await openNew();
    const box = () => screen.queryByRole('checkbox', { name: 'Use the FIPS endpoint' });
    const region = screen.getByRole('combobox', { name: 'Region' });
    expect(box()).toBeNull();
    fireEvent.change(region, { target: { value: 'us-east-2' } });
    fireEvent.click(box() as HTMLElement);
    expect(screen.getByText(/sts-fips\.us-east-2\.amazonaws\.com/)).toBeDefined();
    await tab.type('Profile name', 'acme-gov');
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    expect(tab.ports.requests('check-keys').at(-1)).toMatchObject({ region: 'us-east-2', fips: true });
    await tab.press('Save profile');
    expect(tab.ports.requests('save-profile')).toMatchObject([{ draft: { region: 'us-east-2', fips: true } }]);
  });

  it('has no FIPS host for a server on this computer', async () => {
    const tab = await openNew();
    fireEvent.change(screen.getByRole('combobox', { name: 'Region' }), { target: { value: 'us-east-2' } });
    expect(screen.queryByRole('checkbox', { name: 'Use the FIPS endpoint' })).not.toBeNull();
    await tab.type('Endpoint URL', 'http://localhost:9000/');
    expect(screen.queryByRole('checkbox', { name: 'Use the FIPS endpoint' })).toBeNull();
  });

  it('is not saved half: the first field with a problem gets the focus, and every problem is said', async () => {
    const tab = await openNew();
    await tab.type('Profile name', 'my dev');
    await tab.press('Save profile');
    expect(document.activeElement).toBe(field('Profile name'));
    expect(document.querySelectorAll('.problem')).toHaveLength(4);
    await tab.type('Profile name', 'acme');
    await tab.press('Save profile');
    expect(document.activeElement).toBe(field('Access key ID'));
    expect(tab.ports.requests('save-profile')).toEqual([]);
  });

  it('says what is wrong when a field is left, not while it is typed in', async () => {
    const tab = await openNew();
    await tab.type('MFA device', 'arn:aws:iam::123456789012:u2f/user/alice/key');
    expect(field('MFA device').getAttribute('aria-invalid')).toBeNull();
    await tab.leave('MFA device');
    expect(field('MFA device').getAttribute('aria-invalid')).toBe('true');
    const said = document.getElementById(field('MFA device').getAttribute('aria-describedby') ?? '');
    expect(said?.textContent).toContain('Security keys and passkeys give no codes');
  });

  it('keeps everything when saving fails, and says why', async () => {
    const tab = await openNew();
    tab.ports.answer('save-profile', () => {
      throw new AppError('storage-full');
    });
    await tab.type('Profile name', 'acme');
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    await tab.press('Save profile');
    expect(alerts()).toEqual([expect.stringContaining('The browser has no room left to save this')]);
    expect([value('Profile name'), value('Access key ID'), value('Secret access key'), value('MFA device')]).toEqual([
      'acme',
      KEY,
      SECRET,
      ALICE.suggestedMfaSerial,
    ]);
    tab.ports.answer('save-profile', () => ({ profileId: 'new' }));
    await tab.press('Save profile');
    expect(location.hash).toBe('#profiles');
  });

  it('tells of a taken name beside the name, known before or only to the background', async () => {
    const tab = await openNew();
    await tab.type('Profile name', 'dev');
    await tab.leave('Profile name');
    expect(screen.getByText('Another profile has this name.')).toBeTruthy();
    tab.ports.answer('save-profile', () => {
      throw new AppError('profile-name-taken');
    });
    await tab.type('Profile name', 'acme');
    await typeKeys(tab);
    await tab.press('Save profile');
    expect(screen.getByText('Another profile has this name.')).toBeTruthy();
    expect(document.activeElement).toBe(field('Profile name'));
    expect(alerts()).toEqual([]);
  });

  it('waits with Save for the answer that brings the device', async () => {
    let answer: (owner: KeyOwner) => void = () => {};
    const tab = await openNew(() => new Promise((resolve) => (answer = resolve)));
    await tab.type('Profile name', 'acme');
    await typeKeys(tab);
    await tab.press('Save profile');
    expect(screen.getByRole('button', { name: 'Saving…' })).toBeTruthy();
    expect(tab.ports.requests('save-profile')).toEqual([]);
    answer(ALICE);
    await tab.pass();
    expect(tab.ports.requests('check-keys')).toHaveLength(1);
    expect(tab.ports.requests('save-profile')[0]?.draft.mfaSerial).toBe(ALICE.suggestedMfaSerial);
  });

  it('keeps secrets out of what browsers remember, and everything out of autofill', async () => {
    await openNew();
    expect([field('Secret access key').type, field('Secret access key').getAttribute('autocomplete')]).toEqual([
      'password',
      'off',
    ]);
    for (const label of ['Profile name', 'Access key ID', 'MFA device', 'Endpoint URL']) {
      expect(field(label).getAttribute('autocomplete')).toBe('off');
    }
  });
});

describe('whose keys these are', () => {
  it('is asked after a pause in typing, once, and said', async () => {
    const tab = await openNew();
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS - 1);
    expect(tab.ports.requests('check-keys')).toEqual([]);
    await tab.pass(1);
    expect(tab.ports.requests('check-keys')).toEqual([
      { accessKeyId: KEY, secretAccessKey: SECRET, region: 'eu-central-1' },
    ]);
    expect(screen.getByText('These keys belong to alice in account 1234-5678-9012')).toBeTruthy();
    expect(value('MFA device')).toBe(ALICE.suggestedMfaSerial);
    expect(screen.getByText(/A guess from the user name/)).toBeTruthy();
    await tab.leave('Secret access key');
    await tab.pass(TYPING_PAUSE_MS);
    expect(tab.ports.requests('check-keys')).toHaveLength(1);
  });

  it('is asked at once when the field is left', async () => {
    const tab = await openNew();
    await typeKeys(tab);
    await tab.leave('Secret access key');
    expect(tab.ports.requests('check-keys')).toHaveLength(1);
  });

  it('is said to be under way, with the host that is asked', async () => {
    const tab = await openNew(() => new Promise<KeyOwner>(() => {}));
    await typeKeys(tab);
    await tab.leave('Secret access key');
    expect(screen.getByText('Asking whose keys these are…').parentElement?.textContent).toContain(
      'sts.eu-central-1.amazonaws.com',
    );
  });

  it('is never told by an answer to an older question', async () => {
    const answers: ((owner: KeyOwner) => void)[] = [];
    const tab = await openNew(() => new Promise((resolve) => answers.push(resolve)));
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    await tab.type('Access key ID', OTHER_KEY);
    await tab.pass(TYPING_PAUSE_MS);
    expect(answers).toHaveLength(2);
    answers[1]?.(BOB);
    await tab.pass();
    answers[0]?.(ALICE);
    await tab.pass();
    expect(screen.getByText('These keys belong to bob in account 2109-8765-4321')).toBeTruthy();
    expect(value('MFA device')).toBe(BOB.suggestedMfaSerial);
  });

  it('never touches a device that was typed', async () => {
    const tab = await openNew();
    await tab.type('MFA device', 'GAHT12345678');
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    expect(value('MFA device')).toBe('GAHT12345678');
  });

  it('names a device of another account', async () => {
    const tab = await openNew();
    await tab.type('MFA device', BOB.suggestedMfaSerial);
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    expect(screen.getByText(/This device is in account 2109-8765-4321, the keys are not/)).toBeTruthy();
  });

  it('refuses the root user, with the reason and no second try', async () => {
    const tab = await openNew(() => {
      throw new AppError('root-keys');
    });
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    expect(alerts()).toEqual([expect.stringContaining('These keys belong to the root user of the account')]);
    expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull();
  });

  it('says what AWS said, in words that fit, with its own words folded away, and asks again on request', async () => {
    const service = { status: 403, code: 'InvalidClientTokenId', message: '<b>invalid</b>', requestId: '16fc956c' };
    const tab = await openNew(() => {
      throw new AppError('access-key-unknown', { service });
    });
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('AWS does not know this access key');
    expect(alert.textContent).toContain('A key made just now can take a few seconds.');
    expect(alert.querySelector('details')?.textContent).toContain(
      'HTTP 403 · InvalidClientTokenId · <b>invalid</b> · request 16fc956c',
    );
    expect(alert.querySelector('b')).toBeNull();
    tab.ports.answer('check-keys', () => ALICE);
    await tab.press('Check again');
    expect(alerts()).toEqual([]);
    expect(screen.getByText(/These keys belong to alice/)).toBeTruthy();
  });

  it.each([
    'timed-out',
    'outcome-unknown',
    'throttled',
    'service-unavailable',
    'foreign-reply',
    'unreadable-reply',
    'clock-skew',
  ] as const)('speaks of no code when the check ends in %s', async (code) => {
    const tab = await openNew(() => {
      throw new AppError(code);
    });
    await typeKeys(tab);
    await tab.pass(TYPING_PAUSE_MS);
    expect(alerts()[0]).not.toMatch(/\bcode\b/);
  });

  it('offers access to a server whose answer cannot be read, and asks again only when it was given', async () => {
    let reached = false;
    const tab = await openNew(() => {
      if (!reached) throw new AppError('unreachable', { params: { host: 'localhost:9000' } });
      return ALICE;
    });
    await tab.type('Endpoint URL', 'http://localhost:9000');
    await typeKeys(tab);
    await tab.leave('Secret access key');
    expect(alerts()).toHaveLength(1);
    const asked = tab.ports.requests('check-keys').length;

    tab.ports.hostAllowed = false;
    await tab.press('Allow access to localhost:9000');
    expect(tab.ports.hostsAsked).toEqual(['http://localhost:9000']);
    expect(tab.ports.requests('check-keys')).toHaveLength(asked);

    reached = true;
    tab.ports.hostAllowed = true;
    await tab.press('Allow access to localhost:9000');
    expect(alerts()).toEqual([]);
    expect(value('MFA device')).toBe(ALICE.suggestedMfaSerial);
  });

  it('says a refusal once when Save meets the same', async () => {
    const refuse = () => {
      throw new AppError('secret-wrong');
    };
    const tab = await openNew(refuse);
    tab.ports.answer('save-profile', refuse);
    await tab.type('Profile name', 'acme');
    await tab.type('MFA device', 'GAHT12345678');
    await typeKeys(tab);
    await tab.press('Save profile');
    expect(alerts()).toHaveLength(1);
  });
});

describe('a paste', () => {
  const section = `[acme-prod]\naws_access_key_id = ${KEY}\naws_secret_access_key = ${SECRET}\nregion = us-west-2\n`;

  it.each(['Access key ID', 'Secret access key', 'Profile name'])(
    'into %s fills the form and asks at once',
    async (into) => {
      const tab = await openNew();
      expect(await tab.paste(into, section)).toBe(false);
      expect([value('Access key ID'), value('Secret access key'), value('Profile name'), value('Region')]).toEqual([
        KEY,
        SECRET,
        'acme-prod',
        'us-west-2',
      ]);
      expect(tab.ports.requests('check-keys')).toHaveLength(1);
      await tab.pass();
      expect(screen.getByRole('status').textContent).toBe(
        'Filled in from what you pasted: Access key ID, Secret access key, Profile name, and Region.',
      );
    },
  );

  it('of a lone secret never lands in a readable field', async () => {
    const tab = await openNew();
    expect(await tab.paste('Access key ID', SECRET)).toBe(false);
    expect([value('Access key ID'), value('Secret access key')]).toEqual(['', SECRET]);
  });

  it('of a lone key is left to the browser', async () => {
    const tab = await openNew();
    expect(await tab.paste('Access key ID', KEY)).toBe(true);
  });

  it('of temporary keys is refused with the reason', async () => {
    const tab = await openNew();
    const text = `AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_SESSION_TOKEN=abc\n`;
    expect(await tab.paste('Access key ID', text)).toBe(false);
    expect(alerts()).toEqual([expect.stringContaining('This access key is a temporary one')]);
    expect(document.body.textContent).not.toContain(SECRET);
    expect([...document.querySelectorAll('input')].map((input) => input.value)).not.toContain(SECRET);
    await tab.type('Access key ID', KEY);
    expect(alerts()).toEqual([]);
  });

  it('filled in by other means than a paste is recognised, too', async () => {
    const tab = await openNew();
    await tab.type('Access key ID', `${KEY} ${SECRET}`);
    expect([value('Access key ID'), value('Secret access key')]).toEqual([KEY, SECRET]);
  });
});

describe('a stored profile', () => {
  const session = exampleSession(dev, 72);

  function openStored(sessions = [session]): Promise<OptionsTab> {
    const other = exampleProfile({ name: 'other' });
    return openOptionsTab(exampleOverview([dev, other], sessions), `#profiles/${dev.id}`, (ports) => {
      ports.answer('read-profile', () => STORED);
      ports.answer('save-profile', () => ({ profileId: dev.id }));
    });
  }

  it('comes without its secret', async () => {
    await openStored();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Edit dev');
    expect(screen.getByText('Its keys belong to alice in account 1234-5678-9012.')).toBeTruthy();
    expect(value('Secret access key')).toBe('');
    expect(field('Secret access key').placeholder).toBe('Unchanged');
    expect(screen.getByRole('combobox', { name: 'Session duration' }).textContent).toContain('1 hour 30 minutes');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Blue' }).checked).toBe(true);
  });

  it('is changed without its keys', async () => {
    const tab = await openStored();
    await tab.type('Profile name', 'dev-2');
    await tab.press('Save profile');
    expect(tab.ports.requests('save-profile')).toEqual([
      {
        profileId: dev.id,
        draft: {
          name: 'dev-2',
          region: 'eu-central-1',
          colour: 'blue',
          mfaSerial: ALICE.suggestedMfaSerial,
          durationSeconds: 5400,
        },
      },
    ]);
    expect(tab.ports.requests('check-keys')).toEqual([]);
    expect(screen.getByRole('status').textContent).toBe('dev-2 is saved.');
  });

  it('may keep its own name, not take another', async () => {
    const tab = await openStored();
    await tab.type('Profile name', 'other');
    await tab.leave('Profile name');
    expect(screen.getByText('Another profile has this name.')).toBeTruthy();
    await tab.type('Profile name', 'dev');
    expect(screen.queryByText('Another profile has this name.')).toBeNull();
  });

  it('wants the secret of a new key', async () => {
    const tab = await openStored();
    await tab.type('Access key ID', OTHER_KEY);
    await tab.press('Save profile');
    expect(screen.getByText('A new access key ID needs its own secret.')).toBeTruthy();
    expect(document.activeElement).toBe(field('Secret access key'));
    expect(tab.ports.requests('save-profile')).toEqual([]);
  });

  it('that is gone says so and leads back', async () => {
    const tab = await openOptionsTab(exampleOverview([dev]), '#profiles/gone', (ports) => {
      ports.answer('read-profile', () => {
        throw new AppError('profile-missing');
      });
    });
    expect(alerts()).toEqual([expect.stringContaining('This profile is no longer there')]);
    await tab.press('All profiles');
    expect(location.hash).toBe('#profiles');
  });

  it('is removed in two steps that name what is lost', async () => {
    const tab = await openStored();
    await tab.press('Remove profile');
    expect(tab.ports.requests('remove-profile')).toEqual([]);
    const question = screen.getByRole('alertdialog');
    expect(question.textContent).toContain('Remove dev?');
    expect(question.textContent).toContain('Its access key is erased from this browser.');
    expect(question.textContent).toMatch(/Its running session, which ends .+, is lost with it\./);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep it' }));
    await tab.press('Keep it');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove profile' }));
    await tab.press('Remove profile');
    await tab.press('Remove dev');
    expect(tab.ports.requests('remove-profile')).toEqual([{ profileId: dev.id }]);
    expect(location.hash).toBe('#profiles');
    expect(screen.getByRole('status').textContent).toBe('dev was removed.');
  });

  it.each([
    ['no session', []],
    ['a session that is over', [exampleSession(dev, -1)]],
  ])('with %s loses only its key', async (_, sessions) => {
    const tab = await openStored(sessions);
    await tab.press('Remove profile');
    expect(screen.getByRole('alertdialog').textContent).not.toContain('session');
  });

  it('that cannot be removed stays, with the reason', async () => {
    const tab = await openStored();
    tab.ports.answer('remove-profile', () => {
      throw new AppError('storage-failed');
    });
    await tab.press('Remove profile');
    await tab.press('Remove dev');
    expect(alerts()).toEqual([expect.stringContaining('The browser could not save this')]);
    expect(location.hash).toBe(`#profiles/${dev.id}`);
  });
});
