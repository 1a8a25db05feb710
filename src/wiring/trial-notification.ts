import { TRIAL_NOTIFICATION } from '../core/session-plan.ts';
import { mayNotify, showNotification } from '../platform/notifications.ts';

/**
 * Shows one notification, so that the user sees whether any comes.
 * @returns whether the browser took it; what the system does with it nobody tells
 */
export async function showTrialNotification(title: string, message: string): Promise<boolean> {
  if (!(await mayNotify())) return false;
  return showNotification(TRIAL_NOTIFICATION, { title, message }).then(
    () => true,
    () => false,
  );
}
