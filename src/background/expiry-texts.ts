import { formatAccountId } from '../core/arn.ts';
import type { ProfileSummary } from '../core/safe-index.ts';
import { AT_END, type Badge, type Notice } from '../core/session-plan.ts';
import type { NotificationContent, Outside } from './outside.ts';

/** So many sessions are named in a summary. */
const SUMMARY_LINES = 4;

/** What is said of sessions at one moment. */
export interface ExpiryTexts {
  /** What a pointer over the toolbar icon brings up. */
  title(badge: Badge): string;
  /** One notification for what is due. */
  announcement(notices: readonly Notice[]): NotificationContent;
  ready(profileId: string, expiresAtMs: number): NotificationContent;
  refused(profileId: string): NotificationContent;
}

/**
 * @param profiles whose names are known now
 * @param nowMs milliseconds since the epoch by the server's clock, like every other moment here
 */
export function expiryTexts(text: Outside['text'], profiles: readonly ProfileSummary[], nowMs: number): ExpiryTexts {
  const find = (profileId: string | undefined) => profiles.find((item) => item.id === profileId);
  const nameOf = (profileId: string | undefined) => find(profileId)?.name ?? text('expiry_somebody');
  /** `14:47`, with the weekday when that is not today's: no session reaches further than two days. */
  const timeOf = (atMs: number) =>
    new Intl.DateTimeFormat(undefined, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      weekday: new Date(atMs).toDateString() === new Date(nowMs).toDateString() ? undefined : 'long',
    }).format(atMs);
  const line = (isOver: boolean, profileId: string | undefined, atMs: number) =>
    text(isOver ? 'expiry_ended_at' : 'expiry_ends_at', nameOf(profileId), timeOf(atMs));
  const refusal = (profileId: string | undefined) => text('expiry_refused', nameOf(profileId));

  const notice = ({ session: { profileId, expiresAtMs }, minutes }: Notice): NotificationContent => {
    const isOver = minutes === AT_END;
    const account = find(profileId)?.accountId;
    const when = text(isOver ? 'expiry_ended_when' : 'expiry_ends_when', timeOf(expiresAtMs));
    return {
      title: isOver
        ? text('expiry_ended', nameOf(profileId))
        : text('expiry_ends_in', nameOf(profileId), `${Math.ceil((expiresAtMs - nowMs) / 60_000)}`),
      message: account ? text('expiry_of_account', formatAccountId(account), when) : when,
      buttons: [text('expiry_renew'), ...(isOver ? [] : [text('expiry_remind')])],
      stays: isOver,
    };
  };

  return {
    title({ label, subject }) {
      const product = text('manifest_short_name');
      if (!subject) return product;
      const { profileId, atMs } = subject;
      return `${product}: ${atMs === undefined ? refusal(profileId) : line(label === '!', profileId, atMs)}`;
    },
    announcement(notices) {
      const [first, another] = notices;
      if (first && !another) return notice(first);
      const lines = notices
        .slice(0, SUMMARY_LINES)
        .map(({ session, minutes }) => line(minutes === AT_END, session.profileId, session.expiresAtMs));
      const more = notices.length - lines.length;
      if (more > 0) lines.push(text('expiry_more', `${more}`));
      return { title: text('expiry_summary', `${notices.length}`), message: lines.join('\n') };
    },
    ready: (profileId, expiresAtMs) => ({
      title: text('expiry_ready', nameOf(profileId)),
      message: text('expiry_ready_until', timeOf(expiresAtMs)),
    }),
    refused: (profileId) => ({ title: refusal(profileId), message: text('expiry_refused_more') }),
  };
}
