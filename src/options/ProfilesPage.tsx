import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatAccountId } from '../core/arn.ts';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { Overview, ProfileSummary, SessionSummary } from '../core/safe-index.ts';
import { isLive } from '../core/session.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { EnvironmentSwatch } from '../ui/Environment.tsx';
import { Field } from '../ui/Field.tsx';
import { ChevronIcon } from '../ui/icons.tsx';
import type { PagePorts } from '../ui/ports.ts';
import { text } from '../ui/texts.ts';
import { shortSpan } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import { Page } from './Page.tsx';
import { filterProfiles, sortProfiles } from './profile-list.ts';
import { hashOf } from './route.ts';

/** From so many profiles on there is a box to filter them. */
const FILTER_FROM = 8;
/** How many rows are drawn at once; the rest come on request, so that thousands open as fast as ten. */
const ROWS = 100;

interface ProfilesPageProps {
  readonly ports: PagePorts;
  readonly overview: Overview;
  readonly clockOffsetMs: number;
  readonly notice: string;
  readonly onAdd: () => void;
}

/** All profiles, each a way to its form. */
export function ProfilesPage({ ports, overview, clockOffsetMs, notice, onAdd }: ProfilesPageProps) {
  // Until the whole list is there, the overview has the first of it.
  const [whole, setWhole] = useState<readonly ProfileSummary[]>();
  const [failure, setFailure] = useState<ErrorRecord>();
  const [query, setQuery] = useState('');
  const [rows, setRows] = useState(ROWS);
  useEffect(() => {
    let current = true;
    ports.readProfileIndex().then(
      (profiles) => {
        if (!current) return;
        setWhole(profiles);
        setFailure(undefined);
      },
      (error: unknown) => current && setFailure(toErrorRecord(error)),
    );
    return () => {
      current = false;
    };
    // The index is written together with the overview: a new overview is the sign to read it again.
  }, [ports, overview]);

  const profiles = useMemo(() => sortProfiles(whole ?? overview.profiles), [whole, overview]);
  const matching = useMemo(() => filterProfiles(profiles, query), [profiles, query]);
  const shown = matching.slice(0, rows);

  if (overview.profileCount === 0) {
    return (
      <Page title={text('options_profiles_title')} notice={notice}>
        <div class="panel empty">
          <p>{text('options_profiles_empty')}</p>
          <Button kind="primary" onClick={onAdd}>
            {text('options_profiles_add')}
          </Button>
        </div>
      </Page>
    );
  }
  return (
    <Page
      title={text('options_profiles_title')}
      lead={text('options_profiles_lead')}
      notice={notice}
      action={
        <Button kind="primary" onClick={onAdd}>
          {text('options_profiles_add')}
        </Button>
      }
    >
      {overview.profileCount >= FILTER_FROM && (
        <Field
          label={text('options_profiles_filter')}
          value={query}
          placeholder={text('options_profiles_filter_hint')}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setRows(ROWS);
          }}
        />
      )}
      {failure && <Alert error={failure} />}
      {query !== '' && (
        <p class="hint" aria-live="polite">
          {matching.length === 0
            ? text('options_profiles_none')
            : text('options_profiles_found', matching.length, profiles.length)}
        </p>
      )}
      {shown.length > 0 && (
        <ul class="profiles">
          {shown.map((profile) => (
            <li key={profile.id}>
              <ProfileRow
                profile={profile}
                session={overview.sessions.find((session) => session.profileId === profile.id)}
                clock={ports}
                clockOffsetMs={clockOffsetMs}
              />
            </li>
          ))}
        </ul>
      )}
      {matching.length > shown.length && (
        <div class="acts">
          <Button onClick={() => setRows(rows + ROWS)}>
            {text('options_profiles_more', Math.min(ROWS, matching.length - shown.length))}
          </Button>
          <span class="hint">{text('options_profiles_of', shown.length, matching.length)}</span>
        </div>
      )}
    </Page>
  );
}

interface ProfileRowProps {
  readonly profile: ProfileSummary;
  readonly session: SessionSummary | undefined;
  readonly clock: Pick<PagePorts, 'now'>;
  readonly clockOffsetMs: number;
}

function ProfileRow({ profile, session, clock, clockOffsetMs }: ProfileRowProps) {
  return (
    <a class="profile" href={hashOf({ page: 'profile', profileId: profile.id })}>
      <EnvironmentSwatch colour={profile.colour} />
      <span class="profile-text">
        <strong>{profile.name}</strong>
        <small>
          {text('options_profiles_line', formatAccountId(profile.accountId), profile.userName, profile.region)}
        </small>
      </span>
      {session && <LiveState session={session} clock={clock} clockOffsetMs={clockOffsetMs} />}
      <ChevronIcon />
    </a>
  );
}

/** Time left of a running session. Only rows with one count. */
function LiveState({ session, clock, clockOffsetMs }: Omit<ProfileRowProps, 'profile'> & { session: SessionSummary }) {
  const nowMs = useNow(clock, clockOffsetMs, isLive(session.expiresAtMs, clock.now() + clockOffsetMs));
  if (!isLive(session.expiresAtMs, nowMs)) return null;
  return <span class="live-state">{text('options_profiles_live', shortSpan(session.expiresAtMs - nowMs))}</span>;
}
