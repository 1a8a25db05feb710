import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { stillStands } from '../core/copy-intent.ts';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { ProfileSummary, SessionSummary, SignIn } from '../core/safe-index.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import type { FormatId } from '../core/snippets/ids.ts';
import type { PagePorts, PassphrasePort } from '../ui/ports.ts';
import { text } from '../ui/texts.ts';
import { useFacts } from '../ui/use-facts.ts';
import { useNow } from '../ui/use-now.ts';
import { Bar } from './Bar.tsx';
import { CodeView } from './CodeView.tsx';
import { Problem } from './Problem.tsx';
import { ProfileField } from './ProfileField.tsx';
import { loadPart, usePart } from './parts.ts';
import { useCopy } from './use-copy.ts';
import { usePicker } from './use-picker.ts';
import { useTyped } from './use-typed.ts';
import { type FirstView, firstViewOf, type LocalState, liveSessions, type PopupView, selectView } from './view.ts';

export interface AppProps {
  /** The same object for the life of the page. */
  readonly ports: PagePorts;
  readonly loadPassphrase: () => Promise<PassphrasePort>;
  /** The view that stands in the page already. */
  readonly first: FirstView;
  /** The answer to the message that woke the background. */
  readonly woken: Promise<unknown>;
  /** Told which of the first views comes nearest to what is shown, for the next opening. */
  readonly onView: (first: FirstView) => void;
  /** Closes the popup. */
  readonly close: () => void;
}

/** A click on a notification is forgotten after so long. */
const INTENT_MS = 60_000;
const NOBODY: readonly ProfileSummary[] = [];

function isAsking(value: unknown): boolean {
  return (value as Partial<SignIn> | null)?.state === 'asking';
}

/** The popup: picks the view from what storage holds, and turns clicks and keys into messages. */
export function App({ ports, loadPassphrase, first, woken, onView, close }: AppProps) {
  const [local, setLocal] = useState<LocalState>({});
  // That a code is under way which was sent from here: the page shows it already, and is busy enough when the answer comes.
  const sending = useRef<string | undefined>(undefined);
  sending.current = local.sending;
  const noNews = useRef((key: string, value: unknown) =>
    key === sending.current && isAsking(value) ? undefined : value,
  );
  const { facts, failure } = useFacts(ports, noNews.current);
  const [problem, setProblem] = useState<ErrorRecord>();
  const [asleep, setAsleep] = useState<ErrorRecord>();
  const [formats, setFormats] = useState<Readonly<Record<string, FormatId>>>({});
  const [timeNews, setTimeNews] = useState('');
  const [focusTurn, setFocusTurn] = useState(0);
  const [hasTyped, setHasTyped] = useState(false);
  const patch = (change: LocalState) => setLocal((before) => ({ ...before, ...change }));
  const refocus = () => setFocusTurn((turn) => turn + 1);
  const report = (error: unknown) => setProblem(toErrorRecord(error));
  const run = (work: Promise<unknown>) => {
    setProblem(undefined);
    work.catch(report);
  };

  const copying = useCopy(ports);
  const hasCopied = useRef(false);
  if (copying.copiedId) hasCopied.current = true;
  const typed = useTyped();

  const overview = facts?.overview;
  const offsetMs = facts?.clockOffsetMs ?? 0;
  const counting = overview?.vault === 'unlocked' || overview?.vault === 'locked';
  const nowMs = useNow(ports, offsetMs, counting);
  const seen = useRef<Record<string, SessionSummary>>({});
  const wanted = selectView(facts, nowMs, { ...local, seen: seen.current });
  const frame = frameOf(wanted, first);
  const asking = wanted.name === 'code' && wanted.asking;
  // What is to draw the session comes with the first digit, and draws it out of sight while the others are typed.
  const looming = wanted.name === 'code' && (asking || hasTyped) ? wanted.profile : undefined;
  const parts = {
    live: usePart('live', frame === 'live' || asking, report),
    locked: usePart('locked', frame === 'locked', report),
    notice: usePart('notice', frame === 'notice', report),
  };
  // A view whose part is still on its way leaves the former one standing.
  const isThere = frame === 'code' || frame === 'empty' || parts[frame] !== undefined;
  const drawn = useRef<PopupView>({ name: 'opening' });
  if (isThere) drawn.current = wanted;
  const view = drawn.current;
  const about = view.name === 'code' || view.name === 'live' ? view : undefined;
  const profile = about?.profile;

  // A page's chip asks for a copy: that comes first, once the vault is open.
  const { copyIntent } = facts ?? {};
  const isAsked = copyIntent !== undefined && stillStands(copyIntent, nowMs - offsetMs);
  const request = usePart('request', isAsked, report);
  const askedFor = isAsked && about ? overview?.profiles.find((item) => item.id === copyIntent.profileId) : undefined;
  // A click on a notice asks for the next code, and is heeded once.
  const heeded = useRef(0);
  const { popupIntent } = facts ?? {};
  useEffect(() => {
    if (!popupIntent?.renew || overview?.vault !== 'unlocked' || heeded.current === popupIntent.atMs) return;
    heeded.current = popupIntent.atMs;
    if (Math.abs(ports.now() - popupIntent.atMs) < INTENT_MS) {
      patch({ chosen: undefined, renewing: popupIntent.profileId, refused: undefined });
    }
  });
  const isNews = hasCopied.current && facts?.settings.clipboardTold === false;
  const note = usePart('clipboard', isNews, report);
  const answerRequest = () => run(ports.send('drop-copy-intent', {}));

  const onPicked = (chosen?: ProfileSummary) => {
    if (chosen) choose(chosen);
    refocus();
  };
  const picker = usePicker(ports, overview?.profiles ?? NOBODY, overview?.profileCount ?? 0, onPicked, report);
  const list = usePart('profiles', picker.open, report);

  const choose = (chosen: ProfileSummary) => {
    if (chosen.id === profile?.id) return;
    typed.write('');
    copying.hush();
    patch({ chosen, renewing: undefined, refused: undefined });
    run(
      ports.send('select-profile', { profileId: chosen.id }).catch((error: unknown) => {
        patch({ chosen: undefined });
        throw error;
      }),
    );
  };

  const formatOf = (profileId: string): FormatId => {
    const settings = facts?.settings ?? DEFAULT_SETTINGS;
    return formats[profileId] ?? settings.formats[profileId] ?? settings.defaultFormat;
  };
  const chooseFormat = (profileId: string, formatId: FormatId) => {
    setFormats((before) => ({ ...before, [profileId]: formatId }));
    run(ports.send('save-settings', { formats: { ...facts?.settings.formats, ...formats, [profileId]: formatId } }));
  };
  const copy = (of: ProfileSummary) => {
    const isShown = view.name === 'live' && of.id === profile?.id && !picker.open;
    const said = isShown ? text('popup_on_clipboard') : text('popup_copied_profile', of.name);
    run(copying.copy(of, formatOf(of.id), said));
  };

  const start = async (of: ProfileSummary, tokenCode: string, durationSeconds: number) => {
    setProblem(undefined);
    patch({ sending: of.id, refused: undefined });
    try {
      const started = await ports.send('start-session', { profileId: of.id, tokenCode, durationSeconds });
      patch({ sending: undefined, started, renewing: undefined });
    } catch (thrown) {
      const error = toErrorRecord(thrown);
      if (error.code === 'background-unreachable') {
        const { settledElsewhere } = await import('./worker-died.ts');
        if (await settledElsewhere(ports, overview, of.id)) return patch({ sending: undefined });
      }
      patch({ sending: undefined, refused: { profileId: of.id, error, atMs: ports.now() + offsetMs } });
      // Locked in the meantime: the code never left, and is sent once the vault is open again.
      if (error.code === 'vault-locked') typed.write(tokenCode);
    }
  };

  /** Forgets a stored refusal; `shown` keeps it in sight here. */
  const dismiss = (shown: 'keep' | 'hide') => {
    if (!profile) return;
    if (shown === 'hide') patch({ refused: undefined });
    else if (about?.refusal) patch({ refused: { ...about.refusal, profileId: profile.id } });
    if (facts?.signIns[profile.id]?.state === 'refused') run(ports.send('dismiss-refusal', { profileId: profile.id }));
  };

  // Storage has caught up with what this document knew first.
  useLayoutEffect(() => {
    setLocal((before) => {
      const chosen = before.chosen?.id === overview?.selectedProfileId ? undefined : before.chosen;
      return before.started || chosen !== before.chosen ? { ...before, started: undefined, chosen } : before;
    });
  }, [facts]);

  // What a locked popup was about to do is over; a code it could not send is kept aside.
  useLayoutEffect(() => {
    if (overview?.vault === 'locked') patch({ renewing: undefined, refused: undefined });
  }, [overview?.vault]);

  const liveHere = view.name === 'live' ? view.session : undefined;
  useLayoutEffect(() => {
    if (liveHere) seen.current[liveHere.profileId] = liveHere;
  }, [liveHere?.id]);

  const firstView = firstViewOf(view);
  useEffect(() => {
    if (firstView) onView(firstView);
  }, [firstView, onView]);

  // While storage holds nothing to show, the background is asked why: the message that woke it is answered before it has looked.
  const isBlank = facts !== undefined && !overview;
  useEffect(() => {
    woken
      .then(() => (isBlank ? ports.send('reconcile', {}) : undefined))
      .catch((error: unknown) => setAsleep(toErrorRecord(error)));
  }, [woken, isBlank, ports]);

  const live = new Map(
    overview ? liveSessions(overview, nowMs, local).map((session) => [session.profileId, session]) : [],
  );
  const inReach = picker.open ? picker.matches[picker.active] : view.name === 'live' ? view.profile : undefined;

  const keys = useRef({ onCopy: (_: ClipboardEvent) => {}, onEscape: (_: KeyboardEvent) => {} });
  keys.current = {
    onCopy: (event) => {
      if (!inReach || !live.has(inReach.id) || isTextSelected()) return;
      event.preventDefault();
      copy(inReach);
    },
    onEscape: (event) => {
      event.preventDefault();
      if (view.name === 'code' && view.renews) cancelRenewal();
      else close();
    },
  };
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => keys.current.onCopy(event);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) keys.current.onEscape(event);
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('keydown', onKey);
    };
  }, []);

  const cancelRenewal = () => {
    typed.write('');
    dismiss('hide');
    patch({ renewing: undefined });
    refocus();
  };
  // Sent at once: a popup that closes could not send it any more.
  const end = async (session: SessionSummary) => {
    copying.hush();
    patch({ ended: session });
    try {
      await ports.send('end-session', { profileId: session.profileId });
    } catch (thrown) {
      patch({ ended: undefined });
      throw thrown;
    }
  };

  const shown = frameOf(view, first);
  const isNamed = shown === 'code' || shown === 'live';
  const isChoosing = picker.open && isNamed && list !== undefined;
  const shownProblem = problem ?? (view.name === 'opening' ? (failure ?? asleep) : undefined);
  const ended = facts?.ended ?? [];
  const hasSessions = about !== undefined && about.others.length + ended.length > 0;
  const listed = usePart('sessions', hasSessions, report);
  const sessions = hasSessions && listed && (
    <listed.Sessions
      view={about}
      profiles={overview?.profiles ?? NOBODY}
      ended={ended}
      nowMs={nowMs}
      copiedId={copying.copiedId}
      onCopy={copy}
      onShow={onPicked}
    />
  );
  const notes = usePart('notes', offsetMs !== 0 || overview?.report !== undefined, report);

  return (
    <div class="popup">
      <Bar
        onLock={isNamed || view.name === 'no-profile' ? () => run(ports.send('lock-vault', {})) : undefined}
        onSettings={() => run(ports.openOptions())}
      >
        {isNamed ? (
          <ProfileField profile={profile} picker={picker} />
        ) : (
          <b class="title">{text(shown === 'locked' ? 'popup_locked' : 'popup_stint')}</b>
        )}
      </Bar>
      {isChoosing && <list.ProfileList picker={picker} live={live} nowMs={nowMs} confirmation={copying.confirmation} />}
      {request && askedFor && copyIntent && (
        <request.CopyRequest
          site={copyIntent.site}
          profile={askedFor}
          format={copyIntent.format}
          onCopy={() => {
            run(
              copying
                .copy(askedFor, copyIntent.formatId, text('popup_copied_profile', askedFor.name))
                .then(() => ports.send('drop-copy-intent', {})),
            );
          }}
          onRefuse={answerRequest}
        />
      )}
      <main hidden={isChoosing || (request && askedFor) !== undefined}>
        <Problem error={shownProblem} />
        {notes && facts && (
          <notes.Notes
            offsetMs={offsetMs}
            toldMs={facts.settings.clockToldMs}
            report={overview?.report}
            onClockRead={() => run(ports.send('save-settings', { clockToldMs: offsetMs }))}
            onOpenSettings={() => run(ports.openOptions())}
          />
        )}
        {shown === 'code' && (
          <CodeView
            view={view.name === 'code' ? view : undefined}
            nowMs={nowMs}
            confirmation={copying.confirmation}
            typed={typed.read()}
            focusTurn={focusTurn}
            onTyped={(digits) => {
              typed.write(digits);
              if (digits === '') return;
              dismiss('keep');
              // Missed aloud only when it is needed.
              loadPart('live').then(
                () => setHasTyped(true),
                () => {},
              );
            }}
            onSubmit={(code, seconds) => profile && void start(profile, code, seconds)}
            onCancel={cancelRenewal}
          >
            {sessions}
          </CodeView>
        )}
        {(shown === 'live' || looming) && parts.live && (
          <parts.live.LiveView
            view={view.name === 'live' ? view : undefined}
            looming={looming}
            nowMs={nowMs}
            formatId={formatOf(profile?.id ?? '')}
            snippetOptions={(facts?.settings ?? DEFAULT_SETTINGS).snippetOptions}
            copied={profile !== undefined && copying.copiedId === profile.id}
            confirmation={copying.confirmation}
            focusTurn={focusTurn}
            onFormat={(formatId) => profile && chooseFormat(profile.id, formatId)}
            onCopy={() => profile && copy(profile)}
            onUnset={(lines) => run(copying.copyText(lines, text('popup_unset_on_clipboard')))}
            readTemplates={ports.readTemplates}
            onReveal={() => (profile ? copying.render(profile, formatOf(profile.id)) : Promise.resolve(''))}
            onError={report}
            onOffer={() => run(ports.send('offer-here', {}).then(close))}
            onRenew={() => {
              copying.hush();
              dismiss('hide');
              patch({ renewing: profile?.id });
            }}
            onEnd={() => view.name === 'live' && run(end(view.session))}
            onDismiss={() => dismiss('hide')}
            onNews={setTimeNews}
          >
            {shown === 'live' && sessions}
          </parts.live.LiveView>
        )}
        {shown === 'locked' && parts.locked && (
          <parts.locked.LockedView
            view={view.name === 'locked' ? view : undefined}
            nowMs={nowMs}
            onUnlock={async (passphrase) => (await loadPassphrase()).unlock(passphrase)}
            onUnlockWithThisBrowser={() => ports.send('unlock-with-this-browser', {}).then(() => undefined)}
          />
        )}
        {shown === 'notice' && parts.notice && (
          <parts.notice.Notice name={view.name} onOpen={(hash) => run(ports.openOptions(hash))} />
        )}
        {isNews && isNamed && note && (
          <note.ClipboardNote
            onSettings={() => run(ports.openOptions('#security'))}
            onDismiss={() => run(ports.send('save-settings', { clipboardTold: true }))}
          />
        )}
      </main>
      <span class="unseen" aria-live="polite">
        {view.name === 'code' && view.last ? text('popup_ended_news', view.profile.name) : timeNews}
      </span>
    </div>
  );
}

/** What a view is drawn in. `empty` keeps the place until it is known which. */
type Frame = 'code' | 'live' | 'locked' | 'notice' | 'empty';

function frameOf(view: PopupView, first: FirstView): Frame {
  switch (view.name) {
    case 'opening':
      return first === 'ready' ? 'code' : first;
    case 'code':
    case 'live':
    case 'locked':
      return view.name;
    default:
      return 'notice';
  }
}

/** Whether a copy by key means some text the user has marked. */
function isTextSelected(): boolean {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement && activeElement.selectionStart !== activeElement.selectionEnd)
    return true;
  return String(document.getSelection() ?? '') !== '';
}
