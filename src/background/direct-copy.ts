import type { FormatId } from '../core/snippets/ids.ts';
import type { Outside } from './outside.ts';
import type { SiteOffers } from './site-offers.ts';

/**
 * A copy that no page of ours confirms: the icon does, and shows what it has to afterwards. What it showed before may be out of date by
 * then, so `derive` says.
 */
export function createDirectCopy(
  { action }: Pick<Outside, 'action'>,
  offers: Pick<SiteOffers, 'copyDirectly'>,
  derive: () => Promise<void>,
): (profileId?: string, formatId?: FormatId) => Promise<void> {
  return async (profileId, formatId) => {
    let mark = '✗';
    try {
      await offers.copyDirectly(profileId, formatId);
      mark = '✓';
    } finally {
      await action.flash(mark);
      await derive();
    }
  };
}
