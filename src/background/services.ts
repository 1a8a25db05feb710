import type { Handlers } from '../messages/router.ts';
import { createHandlers } from './handlers.ts';
import type { Outside } from './outside.ts';
import { ProfileService } from './profile-service.ts';
import { reconcile } from './reconcile.ts';
import { SessionService } from './session-service.ts';
import { VaultKeeper } from './vault-keeper.ts';

/** The background without its listeners. */
export interface Services {
  readonly keeper: VaultKeeper;
  readonly sessions: SessionService;
  readonly profiles: ProfileService;
  /** Derives every cache afresh, one such run at a time. */
  readonly derive: () => Promise<void>;
  readonly handlers: Handlers;
}

/**
 * Wires the background's parts to the world around them. It reads nothing and starts nothing.
 * @param inBackground runs what nobody waits for
 */
export function createServices(outside: Outside, inBackground: (work: () => Promise<void>) => void): Services {
  const keeper = new VaultKeeper(outside);
  const sessions = new SessionService(outside, keeper);
  const profiles = new ProfileService(outside, keeper);
  const derive = () => outside.lock('reconcile', () => reconcile(outside, keeper, sessions));
  const handlers = createHandlers({
    outside,
    keeper,
    sessions,
    profiles,
    reconcile: derive,
    reconcileSoon: () => inBackground(derive),
  });
  return { keeper, sessions, profiles, derive, handlers };
}
