import type { ErrorRecord } from '../core/errors.ts';
import { usePart } from './parts.ts';

/** What went wrong; nothing without an error. Most openings have nothing to say of, so how it is drawn is fetched when there is. */
export function Problem({ error }: { readonly error: ErrorRecord | undefined }) {
  const part = usePart('problem', error !== undefined, ignore);
  return part && error ? <part.Alert error={error} /> : null;
}

// There would be no other place to show it in.
function ignore(): void {}
