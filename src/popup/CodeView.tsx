import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isLive } from '../core/session.ts';
import { SESSION_DURATIONS } from '../core/session-durations.ts';
import { digitsOf, TOKEN_CODE_LENGTH } from '../core/token-code.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { Status } from '../ui/Status.tsx';
import { text } from '../ui/texts.ts';
import { clockTime, lengthInWords, roughSpan } from '../ui/times.ts';
import { CodeField } from './CodeField.tsx';
import { Problem } from './Problem.tsx';
import { type CodeEntry, codeEntry, type CodeView as View } from './view.ts';
import { WindowMark } from './WindowMark.tsx';

interface CodeViewProps {
  /** Absent until storage has been read; the field can be typed into all the same. */
  readonly view?: View | undefined;
  /** By the server's clock, milliseconds since the epoch. */
  readonly nowMs: number;
  /** What was done last, in words. */
  readonly confirmation: string;
  /** Digits typed before the vault was unlocked. */
  readonly typed: string;
  /** Changes when the field should take the focus. */
  readonly focusTurn: number;
  readonly onTyped: (digits: string) => void;
  readonly onSubmit: (code: string, durationSeconds: number) => void;
  /** Leaves a renewal and goes back to the session that runs. */
  readonly onCancel: () => void;
  readonly children?: ComponentChildren;
}

/** Six digits in, a session out. */
export function CodeView(props: CodeViewProps) {
  const { view, nowMs, confirmation, typed, focusTurn, onTyped, onSubmit } = props;
  const field = useRef<HTMLInputElement>(null);
  /** The code last sent from here: only to tell it from the next one, and gone with this view. */
  const sent = useRef<string | undefined>(undefined);
  const [digits, setDigits] = useState('');
  const [chosen, setChosen] = useState<{ readonly profileId: string; readonly seconds: number }>();
  const [nudged, setNudged] = useState(false);

  const profile = view?.profile;
  const asking = view?.asking ?? false;
  const entry = view && codeEntry(digits, nowMs, view.refusal, sent.current);
  const seconds = chosen && chosen.profileId === profile?.id ? chosen.seconds : profile?.durationSeconds;

  const own = profile?.durationSeconds ?? seconds;
  // Words from the browser's own number formats, which are slow to make: not at every second.
  const durations = useMemo(
    () => (seconds === undefined || own === undefined ? undefined : durationOptions(seconds, own)),
    [seconds, own],
  );

  const take = (next: string) => {
    setDigits(next);
    setNudged(false);
    onTyped(next);
  };
  const empty = () => {
    if (field.current) field.current.value = '';
    setDigits('');
  };

  // What was typed before this view could listen: into the page before its script ran, or while the vault was locked.
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.value = digitsOf(field.current.value) || typed;
    if (field.current.value !== '') take(field.current.value);
  }, []);

  useLayoutEffect(() => field.current?.focus(), [focusTurn]);

  // Digits belong to one device.
  const shownId = useRef(profile?.id);
  useLayoutEffect(() => {
    if (shownId.current !== undefined && shownId.current !== profile?.id) {
      empty();
      sent.current = undefined;
    }
    shownId.current = profile?.id;
  }, [profile?.id]);

  const refusedAtMs = view?.refusal?.atMs;
  useLayoutEffect(() => {
    if (refusedAtMs !== undefined) field.current?.focus();
  }, [refusedAtMs]);

  const canSend = profile !== undefined && !asking && entry?.blocked === undefined;
  const send = () => {
    if (!canSend || seconds === undefined) return;
    sent.current = digits;
    empty();
    onTyped('');
    onSubmit(digits, seconds);
  };
  // Six digits are sent at once, and each code only once by itself.
  useLayoutEffect(() => {
    if (canSend && digits.length === TOKEN_CODE_LENGTH && digits !== sent.current) send();
  });

  const news = confirmation || (nudged ? (blockedText(entry) ?? '') : '');
  // A refusal says all that the heading would; it comes back when there is news for its line.
  const headed = !view?.refusal || news !== '';

  return (
    <form
      class="view"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Problem error={view?.refusal?.error} />
      <div class={headed ? 'heading' : 'heading unseen'}>
        <h1>{text(asking ? 'popup_asking' : 'popup_enter_code')}</h1>
        <Status message={news || subline(view, nowMs)} plain={confirmation === ''} />
      </div>
      <CodeField fieldRef={field} digits={digits} asking={asking} onDigits={take} />
      <div class="meta">
        {asking ? (
          <span>{text('popup_asking_may_close')}</span>
        ) : (
          <>
            <Select
              small
              aria-label={text('popup_session_duration')}
              value={seconds === undefined ? '' : String(seconds)}
              onChange={(event) =>
                profile && setChosen({ profileId: profile.id, seconds: Number(event.currentTarget.value) })
              }
            >
              {durations}
            </Select>
            <WindowMark entry={entry} />
          </>
        )}
      </div>
      <div class="acts">
        <Button
          type="submit"
          kind={asking ? 'secondary' : 'primary'}
          blocked={asking ? text('popup_asking') : blockedText(entry)}
          onBlocked={() => setNudged(true)}
        >
          {text(asking ? 'popup_working' : 'popup_start_session')}
        </Button>
        {view?.renews && !asking && <Button onClick={props.onCancel}>{text('popup_cancel')}</Button>}
      </div>
      {props.children}
    </form>
  );
}

function durationOptions(...own: readonly number[]) {
  const all = [...new Set<number>([...SESSION_DURATIONS, ...own])].sort((one, other) => one - other);
  return all.map((seconds) => (
    <option key={seconds} value={seconds}>
      {lengthInWords(seconds)}
    </option>
  ));
}

/** The line under the heading while there is no news: whose code is wanted, and what becomes of the session there is. */
function subline(view: View | undefined, nowMs: number): string {
  if (!view) return '';
  const { profile } = view;
  if (view.asking) return profile.stsHost;
  if (view.renews) return text('popup_renew_hint');
  if (view.last) {
    const end = clockTime(view.last.expiresAtMs);
    return isLive(view.last.expiresAtMs, nowMs) ? text('popup_ended_here', end) : text('popup_ended', end);
  }
  if (view.endedAtMs === undefined) return text('popup_six_digits', profile.mfaDevice);
  return text('popup_six_digits_again', roughSpan(nowMs - view.endedAtMs), profile.mfaDevice);
}

function blockedText(entry: CodeEntry | undefined): string | undefined {
  if (!entry) return text('popup_blocked_digits');
  switch (entry.blocked) {
    case 'digits-missing':
      return text('popup_blocked_digits');
    case 'next-code-wanted':
      return text('popup_blocked_next', entry.secondsLeft);
    case 'server-busy':
      return text('popup_blocked_busy', entry.secondsLeft);
    case 'same-code':
      return text('popup_blocked_same', entry.secondsLeft);
    default:
      return undefined;
  }
}
