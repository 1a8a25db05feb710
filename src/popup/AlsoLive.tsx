import { Button } from '../ui/Button.tsx';
import { EnvironmentDot } from '../ui/Environment.tsx';
import { TickIcon } from '../ui/icons.tsx';
import { text } from '../ui/texts.ts';
import { shortSpan } from '../ui/times.ts';
import type { LiveRow } from './view.ts';

interface AlsoLiveProps {
  readonly rows: readonly LiveRow[];
  readonly nowMs: number;
  /** The profile whose snippet was copied just now. */
  readonly copiedId: string | undefined;
  readonly onCopy: (row: LiveRow) => void;
  readonly onShow: (row: LiveRow) => void;
}

/** The other live sessions, each one click from the clipboard. */
export function AlsoLive({ rows, nowMs, copiedId, onCopy, onShow }: AlsoLiveProps) {
  if (rows.length === 0) return null;
  return (
    <section class="others">
      <h2>{text('popup_also_live')}</h2>
      <ul>
        {rows.map((row) => {
          const { profile, session } = row;
          const copied = copiedId === profile.id;
          return (
            <li key={profile.id}>
              <EnvironmentDot colour={profile.colour} />
              <button type="button" class="name" onClick={() => onShow(row)}>
                {profile.name}
              </button>
              <time>{shortSpan(session.expiresAtMs - nowMs)}</time>
              <Button kind="quiet" aria-label={text('popup_copy_profile', profile.name)} onClick={() => onCopy(row)}>
                {copied ? <TickIcon /> : text('popup_copy')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
