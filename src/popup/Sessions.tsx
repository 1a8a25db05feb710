import type { ProfileSummary } from '../core/safe-index.ts';
import type { EndedSession } from '../core/session-plan.ts';
import { Button } from '../ui/Button.tsx';
import { EnvironmentDot } from '../ui/Environment.tsx';
import { TickIcon } from '../ui/icons.tsx';
import { dayAndTime } from '../ui/moments.ts';
import { text } from '../ui/texts.ts';
import { roughSpan, shortSpan } from '../ui/times.ts';
import { type EndedRow, endedRows, timeline } from './session-rows.ts';
import type { CodeView, LiveRow, LiveView } from './view.ts';

interface SessionsProps {
  readonly view: CodeView | LiveView;
  /** The profiles whose names are known. */
  readonly profiles: readonly ProfileSummary[];
  readonly ended: readonly EndedSession[];
  /** By the server's clock, milliseconds since the epoch. */
  readonly nowMs: number;
  /** The profile whose snippet was copied just now. */
  readonly copiedId: string | undefined;
  readonly onCopy: (profile: ProfileSummary) => void;
  readonly onShow: (profile: ProfileSummary) => void;
}

/** All live sessions on one scale of time, the others one click from the clipboard, and those that ended within a day. */
export function Sessions(props: SessionsProps) {
  const { view, nowMs, copiedId, onShow } = props;
  const live = timeline(view);
  const over = endedRows(props.ended, props.profiles, view);
  if (live.length + over.length === 0) return null;
  const longestMs = Math.max(...live.map(({ session }) => session.expiresAtMs - nowMs), 1);
  return (
    <section class={view.name === 'live' ? 'others live' : 'others'}>
      {live.length > 0 && (
        <>
          <h2>{text('popup_live_sessions')}</h2>
          <ul>
            {live.map((row) => (
              <Live
                key={row.profile.id}
                row={row}
                isShown={row.profile.id === view.profile.id}
                nowMs={nowMs}
                share={(row.session.expiresAtMs - nowMs) / longestMs}
                copied={copiedId === row.profile.id}
                onCopy={() => props.onCopy(row.profile)}
                onShow={() => onShow(row.profile)}
              />
            ))}
          </ul>
        </>
      )}
      {over.length > 0 && (
        <>
          <h2>{text('popup_ended_sessions')}</h2>
          <ul>
            {over.map((row) => (
              <Ended key={row.profile.id} row={row} nowMs={nowMs} onShow={() => onShow(row.profile)} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface LiveProps {
  readonly row: LiveRow;
  /** It is what the popup shows above: its name leads nowhere, and its copy is the great button. */
  readonly isShown: boolean;
  readonly nowMs: number;
  /** How long it still is, beside the longest: 0 to 1. */
  readonly share: number;
  readonly copied: boolean;
  readonly onCopy: () => void;
  readonly onShow: () => void;
}

function Live({ row: { profile, session }, isShown, nowMs, share, copied, onCopy, onShow }: LiveProps) {
  return (
    <li>
      <EnvironmentDot colour={profile.colour} />
      {isShown ? (
        <b class="name">{profile.name}</b>
      ) : (
        <button type="button" class="name" onClick={onShow}>
          {profile.name}
        </button>
      )}
      <svg class={`left ${profile.colour}`} width="64" height="4" viewBox="0 0 64 4" aria-hidden="true">
        <path d="M2 2h60" />
        <path class="rest" d={`M2 2h${(60 * Math.max(0, share)).toFixed(1)}`} />
      </svg>
      <time title={dayAndTime(session.expiresAtMs, nowMs)}>{shortSpan(session.expiresAtMs - nowMs)}</time>
      {isShown ? (
        <span class="here">{text('popup_shown_here')}</span>
      ) : (
        <Button kind="quiet" aria-label={text('popup_copy_profile', profile.name)} onClick={onCopy}>
          {copied ? <TickIcon /> : text('popup_copy')}
        </Button>
      )}
    </li>
  );
}

interface EndedProps {
  readonly row: EndedRow;
  readonly nowMs: number;
  readonly onShow: () => void;
}

function Ended({ row: { profile, endedAtMs }, nowMs, onShow }: EndedProps) {
  return (
    <li class="over">
      <EnvironmentDot colour={profile.colour} hollow />
      <button type="button" class="name" onClick={onShow}>
        {profile.name}
      </button>
      <time title={dayAndTime(endedAtMs, nowMs)}>{text('popup_ended_ago', roughSpan(nowMs - endedAtMs))}</time>
    </li>
  );
}
