import type { StorageArea } from './item.ts';

/**
 * `area` with its `keys` read once, all at the first need of any, and from memory ever after; what is written goes through. A reading
 * of the browser's storage takes a millisecond, and one sign-in has some twenty. Only for the one context that writes these keys:
 * what another writes is not seen. Values are handed out as they were written and are not to be changed.
 */
export function mirrored(area: StorageArea, keys: readonly string[]): StorageArea {
  let held: Promise<Map<string, unknown>> | undefined;
  const whole = () => {
    if (held) return held;
    const loading = area.get([...keys]).then((items) => new Map(Object.entries(items)));
    held = loading;
    loading.catch(() => {
      if (held === loading) held = undefined;
    });
    return loading;
  };
  /** Writes, then changes what is held: also what is only just being read, which may be older than this write. */
  const write = async (work: Promise<void>, change: (items: Map<string, unknown>) => void) => {
    try {
      await work;
    } catch (error) {
      // Nobody knows whether it is there: it is read again.
      held = undefined;
      throw error;
    }
    const items = await held?.catch(() => undefined);
    if (items) change(items);
  };
  return {
    ...area,
    async get(wanted) {
      if (!wanted.every((key) => keys.includes(key))) return area.get(wanted);
      const items = await whole();
      return Object.fromEntries(wanted.filter((key) => items.has(key)).map((key) => [key, items.get(key)]));
    },
    set: (given) =>
      write(area.set(given), (items) => {
        for (const [key, value] of Object.entries(given)) if (keys.includes(key)) items.set(key, value);
      }),
    remove: (gone) =>
      write(area.remove(gone), (items) => {
        for (const key of gone) items.delete(key);
      }),
  };
}
