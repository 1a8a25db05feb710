import type { SignIn, SignIns } from '../core/safe-index.ts';
import { entry, readItem, writeItem } from '../storage/item.ts';
import { signIns } from '../storage/items.ts';
import type { Outside } from './outside.ts';

/**
 * The record of sign-ins under way and refused, so that a popup that closed finds its answer. One writer at a time: each change reads,
 * changes and writes under a lock.
 */
export class SignInLog {
  private readonly outside: Outside;

  constructor(outside: Outside) {
    this.outside = outside;
  }

  read(): Promise<SignIns> {
    return readItem(this.outside.areas, signIns);
  }

  /** Records `signIn` for a profile together with `also`, in one write. */
  put(profileId: string, signIn: SignIn, also: Record<string, unknown> = {}): Promise<void> {
    return this.change((all) => ({ ...all, [profileId]: signIn }), also);
  }

  /** Forgets a profile's entry. */
  drop(profileId: string): Promise<void> {
    return this.change(({ [profileId]: _, ...others }) => others);
  }

  private change(work: (all: SignIns) => SignIns, also: Record<string, unknown> = {}): Promise<void> {
    const { areas, lock } = this.outside;
    return lock('sign-ins', async () => {
      const next = work(await this.read());
      if (Object.keys(also).length === 0) await writeItem(areas, signIns, next);
      else await areas.session.set({ ...entry(signIns, next), ...also });
    });
  }
}
