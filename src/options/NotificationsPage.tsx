import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Overview, ProfileSummary } from '../core/safe-index.ts';
import { NOTICE_MINUTES, type NoticeChoice, type Settings } from '../core/settings.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { text } from '../ui/texts.ts';
import { lengthInWords } from '../ui/times.ts';
import type { OptionsWorld } from './options-world.ts';
import { Page } from './Page.tsx';
import { useAttempt } from './use-attempt.ts';
import { useOptimistic } from './use-optimistic.ts';

/** What this page changes. */
type Chosen = Pick<Settings, 'notices' | 'noticesOf' | 'tellWhenReady' | 'pinnedProfileId'>;

interface NotificationsPageProps {
  readonly world: OptionsWorld;
  readonly overview: Overview;
  readonly settings: Settings;
}

/** When to tell of a session's end, of which profile the icon counts, and a try. Works locked as well as open. */
export function NotificationsPage({ world, overview, settings }: NotificationsPageProps) {
  const { said, failure, attempt, fail } = useAttempt();
  const [profiles, setProfiles] = useState<readonly ProfileSummary[]>(overview.profiles);
  const [about, setAbout] = useState('');
  const { ports, showNotification } = world;

  useEffect(() => {
    ports.readProfileIndex().then(setProfiles, fail);
  }, [ports]);

  const stored = useMemo((): Chosen => {
    const { notices, noticesOf, tellWhenReady, pinnedProfileId } = settings;
    return { notices, noticesOf, tellWhenReady, pinnedProfileId };
  }, [settings]);
  const { all, change: alter } = useOptimistic(stored, (chosen) => {
    const changes = Object.entries(chosen).filter(([name, value]) => value !== stored[name as keyof Chosen]);
    return attempt(() => ports.send('save-settings', Object.fromEntries(changes)), text('options_notices_saved'));
  });
  const change = (changes: Partial<Chosen>) => alter((before) => ({ ...before, ...changes }));
  const own = all.noticesOf[about];
  const withOwn = (choice: NoticeChoice) =>
    alter((before) => ({ ...before, noticesOf: { ...before.noticesOf, [about]: choice } }));
  const withoutOwn = () =>
    alter((before) => {
      const { [about]: _, ...noticesOf } = before.noticesOf;
      return { ...before, noticesOf };
    });

  return (
    <Page title={text('options_notices_title')} notice={said}>
      {failure && <Alert error={failure} />}
      <section class="subject">
        <h2>{text('options_notices_when')}</h2>
        <p class="lead">{text('options_notices_when_means')}</p>
        <div class="switches">
          <NoticeBoxes choice={all.notices} onChange={(notices) => change({ notices })} />
          <label class="check">
            <input
              type="checkbox"
              checked={all.tellWhenReady}
              onChange={(event) => change({ tellWhenReady: event.currentTarget.checked })}
            />
            {text('options_notices_ready')}
          </label>
        </div>
        <div class="acts">
          <Button
            onClick={() =>
              void attempt(
                () => showNotification(text('options_notices_trial_title'), text('options_notices_trial_message')),
                (isShown) => text(isShown ? 'options_notices_shown' : 'options_notices_not_shown'),
              )
            }
          >
            {text('options_notices_try')}
          </Button>
        </div>
      </section>
      {profiles.length > 0 && (
        <section class="subject">
          <h2>{text('options_notices_one')}</h2>
          <p class="lead">{text('options_notices_one_means')}</p>
          <div class="two">
            <SelectField
              label={text('options_notices_profile')}
              value={about}
              onChange={(event) => setAbout(event.currentTarget.value)}
            >
              <option value="">{text('options_notices_choose')}</option>
              <ProfileOptions profiles={profiles} />
            </SelectField>
          </div>
          {about !== '' && (
            <div class="switches">
              <label class="check">
                <input
                  type="checkbox"
                  checked={own !== undefined}
                  onChange={(event) => (event.currentTarget.checked ? withOwn(all.notices) : withoutOwn())}
                />
                {text('options_notices_own')}
              </label>
              {own && (
                <div class="switches below">
                  <NoticeBoxes choice={own} onChange={withOwn} />
                </div>
              )}
            </div>
          )}
        </section>
      )}
      <section class="subject">
        <h2>{text('options_notices_icon')}</h2>
        <p class="lead">{text('options_notices_icon_means')}</p>
        <div class="two">
          <SelectField
            label={text('options_notices_follows')}
            value={all.pinnedProfileId}
            onChange={(event) => change({ pinnedProfileId: event.currentTarget.value })}
          >
            <option value="">{text('options_notices_first')}</option>
            <ProfileOptions profiles={profiles} />
          </SelectField>
        </div>
      </section>
    </Page>
  );
}

function ProfileOptions({ profiles }: { readonly profiles: readonly ProfileSummary[] }) {
  return (
    <>
      {profiles.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}

interface NoticeBoxesProps {
  readonly choice: NoticeChoice;
  readonly onChange: (choice: NoticeChoice) => void;
}

/** One box for each moment. */
function NoticeBoxes({ choice, onChange }: NoticeBoxesProps) {
  const { minutes, atEnd } = choice;
  return (
    <>
      {NOTICE_MINUTES.map((item) => (
        <label key={item} class="check">
          <input
            type="checkbox"
            checked={minutes.includes(item)}
            onChange={(event) => {
              const isWanted = event.currentTarget.checked;
              onChange({
                ...choice,
                minutes: NOTICE_MINUTES.filter((at) => (at === item ? isWanted : minutes.includes(at))),
              });
            }}
          />
          {text('options_notices_before', lengthInWords(item * 60))}
        </label>
      ))}
      <label class="check">
        <input
          type="checkbox"
          checked={atEnd}
          onChange={(event) => onChange({ ...choice, atEnd: event.currentTarget.checked })}
        />
        {text('options_notices_at_end')}
      </label>
    </>
  );
}
