import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { formatAccountId } from '../core/arn.ts';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { Overview, ProfileSummary } from '../core/safe-index.ts';
import { isLive } from '../core/session.ts';
import type { EditableProfile, ProfileDraft } from '../messages/protocol.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { dayAndTime } from '../ui/moments.ts';
import { text } from '../ui/texts.ts';
import type { OptionsPorts } from './options-world.ts';
import { Page } from './Page.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { editProfileForm, newProfileForm } from './profile-form.ts';
import { RemoveProfile } from './RemoveProfile.tsx';
import type { HashRoute } from './use-hash-route.ts';

/** Where most accounts begin, for the very first profile. */
const FIRST_REGION = 'us-east-1';

interface ProfileFormPageProps {
  readonly ports: OptionsPorts;
  readonly overview: Overview;
  readonly clockOffsetMs: number;
  readonly locked: boolean;
  readonly router: HashRoute;
  /** Absent for a new profile. */
  readonly profileId?: string;
}

/** The form with what it needs around it: the stored profile, the names that are taken, saving, removing. */
export function ProfileFormPage({ ports, overview, clockOffsetMs, locked, router, profileId }: ProfileFormPageProps) {
  const [stored, setStored] = useState<EditableProfile>();
  const [failure, setFailure] = useState<ErrorRecord>();
  const [others, setOthers] = useState<readonly ProfileSummary[]>(overview.profiles);
  const [recognised, setRecognised] = useState(false);

  useEffect(() => {
    let current = true;
    ports.readProfileIndex().then(
      (profiles) => current && setOthers(profiles),
      // Then the names of the overview must do; the background refuses a taken name in any case.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [ports, overview]);

  useEffect(() => {
    if (profileId === undefined || locked || stored) return;
    let current = true;
    setFailure(undefined);
    ports.send('read-profile', { profileId }).then(
      (profile) => current && setStored(profile),
      (error: unknown) => current && setFailure(toErrorRecord(error)),
    );
    return () => {
      current = false;
    };
  }, [ports, profileId, locked, stored]);

  const takenNames = useMemo(
    () => new Set(others.filter(({ id }) => id !== profileId).map(({ name }) => name)),
    [others, profileId],
  );
  const save = useCallback(
    async (draft: ProfileDraft) => {
      await ports.send('save-profile', { draft, ...(profileId !== undefined && { profileId }) });
      const notice = text(profileId === undefined ? 'options_form_ready' : 'options_form_saved', draft.name);
      router.leaveTo({ page: 'profiles' }, notice);
    },
    [ports, profileId, router.leaveTo],
  );
  const start = useCallback(
    () => (stored ? editProfileForm(stored) : newProfileForm(overview.profiles[0]?.region ?? FIRST_REGION)),
    [stored, overview],
  );
  const backToList = () => router.go({ page: 'profiles' });

  if (profileId !== undefined && !stored) {
    return (
      <Page title={text('options_form_edit_title')}>
        {failure && (
          <Alert error={failure}>
            <Button kind="quiet" onClick={backToList}>
              {text('options_form_to_list')}
            </Button>
          </Alert>
        )}
      </Page>
    );
  }
  return (
    <Page
      title={stored ? text('options_form_edit_title_of', stored.name) : text('options_form_new_title')}
      lead={
        stored
          ? text('options_form_edit_lead', stored.userName, formatAccountId(stored.accountId))
          : text('options_form_new_lead')
      }
      notice={recognised ? '' : router.notice}
      ownFocus={!stored}
    >
      <ProfileForm
        start={start}
        takenNames={takenNames}
        locked={locked}
        send={ports.send}
        allowHost={ports.allowHost}
        save={save}
        onUnsaved={router.setUnsaved}
        onRecognised={() => setRecognised(true)}
        onCancel={backToList}
      />
      {stored && profileId !== undefined && (
        <RemoveProfile
          name={stored.name}
          sessionEnds={sessionEnd(overview, profileId, ports.now() + clockOffsetMs)}
          remove={async () => {
            await ports.send('remove-profile', { profileId });
            router.leaveTo({ page: 'profiles' }, text('options_removed', stored.name));
          }}
        />
      )}
    </Page>
  );
}

/** When the profile's live session ends, in words. */
function sessionEnd({ sessions }: Overview, profileId: string, nowMs: number): string | undefined {
  const session = sessions.find((item) => item.profileId === profileId && isLive(item.expiresAtMs, nowMs));
  return session && dayAndTime(session.expiresAtMs, nowMs);
}
