/** The whole browser on a computer whose clock is wrong: pages, worker, alarms and all. */
import { ended } from '../src/storage/items.ts';
import { atAnotherTime, findFakeTime } from './fake-time.ts';
import { expect, test } from './fixtures.ts';
import { StintBrowser } from './launch.ts';
import { seed, seedProfile } from './seed.ts';
import { signIn } from './steps.ts';
import { told } from './told.ts';

const library = findFakeTime();

test.skip(library === undefined, 'There is no libfaketime: install faketime, or set FAKETIME_LIBRARY.');

for (const [shift, minutes, said] of [
  ['+20m', 20, '20 minutes ahead of'],
  ['-1d', -1440, '24 hours behind'],
  ['+1d', 1440, '24 hours ahead of'],
] as const) {
  test(`a clock shifted by ${shift}: sign-in works, the session is judged rightly, and the user is told`, async ({
    sts,
    alice,
  }) => {
    const stint = await StintBrowser.launch({ env: atAnotherTime(library ?? '', shift) });
    try {
      const options = await stint.setUpPage();
      const offMs = (await options.evaluate(() => Date.now())) - Date.now();
      expect(Math.abs(offMs - minutes * 60_000)).toBeLessThan(30_000);
      await seed(stint, sts, alice);
      const popup = await stint.openPopup();
      await popup.getByRole('combobox', { name: 'Session duration' }).selectOption('900');
      await signIn(popup, alice.device.freshCode());
      await expect(popup.getByRole('timer', { name: 'Time left' })).toHaveText(/^1[45] minutes left$/);
      await expect(popup.getByRole('note')).toContainText(`clock is ${said} AWS’s`);
      await popup.close();
      await expect.poll(async () => (await told(stint)).label).toBe('14m');

      // A new worker knows no better clock than this one, and what was learned.
      await stint.killWorker();
      await stint.send('reconcile', {});
      expect((await told(stint)).label).toBe('14m');
      expect(await stint.stored(ended)).toEqual([]);

      // At the session's end by the server's clock it is over here, whatever the computer's says.
      sts.clock.offsetMs = 16 * 60_000;
      const other = sts.addUser({ userName: 'bob' });
      const { profileId } = await seedProfile(stint, sts, other, { name: 'other' });
      await stint.send('start-session', { profileId, tokenCode: other.device.freshCode(), durationSeconds: 900 });
      await expect.poll(async () => (await stint.stored(ended)).map(({ by }) => by)).toEqual(['expiry']);
      await expect.poll(async () => (await told(stint)).label).toBe('!');
    } finally {
      await stint.close();
    }
  });
}
