import { useEffect, useState } from 'preact/hooks';
import type { PagePorts } from './ports.ts';

const SECOND_MS = 1000;

/**
 * The time by the server's clock, milliseconds since the epoch: what `clock` says plus `offsetMs`. While `counting`, the component is
 * drawn again at every full second of that clock, so that all counters of a page step together; a hidden page rests.
 */
export function useNow(clock: Pick<PagePorts, 'now'>, offsetMs: number, counting: boolean): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (!counting) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      const intoSecond = (clock.now() + offsetMs) % SECOND_MS;
      timer = setTimeout(step, SECOND_MS - intoSecond);
    };
    const step = () => {
      setTick((tick) => tick + 1);
      wait();
    };
    wait();
    document.addEventListener('visibilitychange', step);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', step);
    };
  }, [clock, offsetMs, counting]);
  return clock.now() + offsetMs;
}
