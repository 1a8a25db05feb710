import type { ProfileDraft } from '../messages/protocol.ts';
import { toBase64 } from '../vault/base64.ts';
import { exampleHeader } from '../vault/testing/examples.ts';
import { FakeBrowser, FakeWorker } from './fake-outside.ts';

/** The secret of {@link draftOf}, for searching: AWS's own example. */
export const EXAMPLE_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** For tests only: a profile as the form sends it. */
export function draftOf(name: string, changes: Partial<ProfileDraft> = {}): ProfileDraft {
  return {
    name,
    region: 'eu-central-1',
    colour: 'green',
    mfaSerial: `arn:aws:iam::111122223333:mfa/${name}`,
    durationSeconds: 43_200,
    keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: EXAMPLE_SECRET },
    ...changes,
  };
}

/** The passphrase vault of {@link openedBrowser}, made once, since its key derivation takes its time on purpose. */
let made: Promise<{ header: string; dataKey: string }> | undefined;

/** For tests only: what a page sends to create a vault with a passphrase. */
export function passphraseVault(): Promise<{ header: string; dataKey: string }> {
  made ??= exampleHeader('correct horse battery').then(({ header, dataKey }) => ({
    header: header.text,
    dataKey: toBase64(dataKey),
  }));
  return made;
}

/** For tests only: a browser with an open passphrase vault and one profile for each name, and a worker in it. */
export async function openedBrowser(
  ...names: string[]
): Promise<{ browser: FakeBrowser; worker: FakeWorker; ids: string[]; dataKey: string }> {
  const browser = new FakeBrowser();
  const worker = new FakeWorker(browser);
  const { header, dataKey } = await passphraseVault();
  await worker.send('create-vault', { protection: 'passphrase', header, dataKey });
  const ids: string[] = [];
  for (const name of names) ids.push((await worker.send('save-profile', { draft: draftOf(name) })).profileId);
  await worker.settle();
  browser.sts.arrivals.length = 0;
  return { browser, worker, ids, dataKey };
}

/** For tests only: {@link openedBrowser} with one profile. */
export async function openedProfile(): Promise<{
  browser: FakeBrowser;
  worker: FakeWorker;
  id: string;
  dataKey: string;
}> {
  const { ids, ...opened } = await openedBrowser('prod');
  return { ...opened, id: String(ids[0]) };
}
