import { useCallback, useState } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';

/** What became of the last thing done on a page. */
export interface Attempts {
  /** In words; empty for nothing to say. */
  readonly said: string;
  readonly failure: ErrorRecord | undefined;
  /** Does something and says `done` then, or what went wrong. Resolves with whether it was done. */
  readonly attempt: <T>(work: () => Promise<T>, done: string | ((result: T) => string)) => Promise<boolean>;
  readonly fail: (error: unknown) => void;
}

export function useAttempt(): Attempts {
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<ErrorRecord>();
  const fail = useCallback((error: unknown) => setFailure(toErrorRecord(error)), []);
  const attempt = useCallback(async <T>(work: () => Promise<T>, done: string | ((result: T) => string)) => {
    setSaid('');
    setFailure(undefined);
    try {
      const result = await work();
      setSaid(typeof done === 'string' ? done : done(result));
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }, []);
  return { said, failure, attempt, fail };
}
