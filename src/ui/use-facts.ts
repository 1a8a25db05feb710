import { useLayoutEffect, useState } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { Facts, PagePorts } from './ports.ts';

/** What storage holds, or why it cannot be read. Both are absent until the first read is done. */
export interface KnownFacts {
  readonly facts?: Facts;
  readonly failure?: ErrorRecord;
}

/** As `JSON.stringify` takes it: gives `undefined` for what is no news to the page. */
type NoNews = (key: string, value: unknown) => unknown;

/** The facts of storage, read at once and kept up to date. `ports` and `noNews` must stay the same objects. */
export function useFacts(ports: PagePorts, noNews?: NoNews): KnownFacts {
  const [known, setKnown] = useState<KnownFacts>({});
  // A layout effect: the read is under way before the first paint, not after it.
  useLayoutEffect(() => {
    let told = false;
    let last = '';
    const tell = (facts: Facts) => {
      // Much that changes in storage is nothing to a page, and drawing costs more than looking.
      const now = JSON.stringify(facts, noNews);
      if (now !== last) setKnown({ facts });
      last = now;
    };
    const stop = ports.watchFacts((facts) => {
      told = true;
      tell(facts);
    });
    ports.readFacts().then(
      // A change that was heard meanwhile is newer than what this read began with.
      (facts) => told || tell(facts),
      (error: unknown) => told || setKnown({ failure: toErrorRecord(error) }),
    );
    return () => {
      told = true;
      stop();
    };
  }, [ports]);
  return known;
}
