import type { Overview } from '../core/safe-index.ts';
import type { PagePorts } from '../ui/ports.ts';

/**
 * The worker died over a sign-in that this page asked for. A new one is woken to settle what the first began; what it writes is on its way
 * to the view.
 * @param before the overview when it was asked for
 * @returns whether there was anything to settle: if not, the sign-in was never begun
 */
export async function settledElsewhere(
  ports: Pick<PagePorts, 'send' | 'readFacts'>,
  before: Overview | undefined,
  profileId: string,
): Promise<boolean> {
  const sessionIn = (overview: Overview | undefined) =>
    overview?.sessions.find((session) => session.profileId === profileId)?.id;
  try {
    await ports.send('reconcile', {});
  } catch {
    return false;
  }
  const now = await ports.readFacts();
  return now.signIns[profileId] !== undefined || sessionIn(now.overview) !== sessionIn(before);
}
