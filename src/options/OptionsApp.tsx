import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isClockNews } from '../core/clock-news.ts';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { Overview } from '../core/safe-index.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { ClockNote } from '../ui/ClockNote.tsx';
import type { Facts } from '../ui/ports.ts';
import { text } from '../ui/texts.ts';
import { useFacts } from '../ui/use-facts.ts';
import { AboutPage } from './AboutPage.tsx';
import { LeavePrompt } from './LeavePrompt.tsx';
import { Navigation } from './Navigation.tsx';
import { NeedsUnlock } from './NeedsUnlock.tsx';
import { NotificationsPage } from './NotificationsPage.tsx';
import type { OptionsWorld } from './options-world.ts';
import { ProfileFormPage } from './ProfileFormPage.tsx';
import { ProfilesPage } from './ProfilesPage.tsx';
import { hashOf } from './route.ts';
import { SecurityPage } from './SecurityPage.tsx';
import { SetUpPage } from './SetUpPage.tsx';
import { SitesPage } from './SitesPage.tsx';
import { SnippetsPage } from './SnippetsPage.tsx';
import { UnlockPanel } from './UnlockPanel.tsx';
import { type HashRoute, useHashRoute } from './use-hash-route.ts';
import { VaultReportNote } from './VaultReportNote.tsx';
import { VaultTrouble } from './VaultTrouble.tsx';

/** The options tab: navigation, and the page the address names or the one that has to come before it. */
export function OptionsApp({ world }: { readonly world: OptionsWorld }) {
  const { ports } = world;
  const { facts, failure: unreadable } = useFacts(ports);
  const [unreachable, setUnreachable] = useState<ErrorRecord>();
  const router = useHashRoute();
  const overview = facts?.overview;

  const wake = useCallback(() => {
    setUnreachable(undefined);
    ports.send('reconcile', {}).catch((error: unknown) => setUnreachable(toErrorRecord(error)));
  }, [ports]);
  useEffect(wake, [wake]);

  // However the vault came to be, here or in another tab: the next step is the first profile.
  const before = useRef(overview?.vault);
  const { leaveTo } = router;
  useLayoutEffect(() => {
    const created = before.current === 'missing' && overview?.vault === 'unlocked';
    before.current = overview?.vault;
    if (created && overview.profileCount === 0) leaveTo({ page: 'new-profile' }, text('options_set_up_done'));
  }, [overview, leaveTo]);

  const failure = unreadable ?? (overview ? undefined : unreachable);
  return (
    <div class="frame">
      <Navigation at={router.route.page} beforeSetUp={overview?.vault === 'missing'} />
      <main aria-busy={overview ? undefined : 'true'}>
        {router.wanted && (
          <LeavePrompt onStay={router.stay} onLeave={() => router.wanted && router.leaveTo(router.wanted)} />
        )}
        {failure && (
          <Alert error={failure}>
            <Button kind="quiet" onClick={wake}>
              {text('options_try_again')}
            </Button>
          </Alert>
        )}
        {overview?.report && (
          <VaultReportNote
            report={overview.report}
            onRead={() => {
              ports.send('dismiss-vault-report', {}).catch((error: unknown) => setUnreachable(toErrorRecord(error)));
            }}
          />
        )}
        {facts && isClockNews(facts.clockOffsetMs, facts.settings.clockToldMs) && (
          <ClockNote
            offsetMs={facts.clockOffsetMs}
            onRead={() => {
              ports
                .send('save-settings', { clockToldMs: facts.clockOffsetMs })
                .catch((error: unknown) => setUnreachable(toErrorRecord(error)));
            }}
          />
        )}
        {facts && overview && <Room world={world} facts={facts} overview={overview} router={router} />}
      </main>
    </div>
  );
}

interface RoomProps {
  readonly world: OptionsWorld;
  readonly facts: Facts;
  readonly overview: Overview;
  readonly router: HashRoute;
}

function Room({ world, facts, overview, router }: RoomProps) {
  const { route, notice } = router;
  const { vault } = overview;
  const { clockOffsetMs, settings } = facts;
  if (route.page === 'about') return <AboutPage version={world.version} />;
  if (vault === 'missing') return <SetUpPage world={world} />;
  if (vault === 'unreadable' || vault === 'newer') return <VaultTrouble kind={vault} />;
  if (route.page === 'security') return <SecurityPage world={world} overview={overview} settings={settings} />;
  if (route.page === 'snippets') {
    return <SnippetsPage ports={world.ports} overview={overview} settings={settings} onUnsaved={router.setUnsaved} />;
  }
  if (route.page === 'notifications') {
    return <NotificationsPage world={world} overview={overview} settings={settings} />;
  }
  if (route.page === 'sites') return <SitesPage world={world} overview={overview} />;
  const locked = vault === 'locked';
  return (
    <NeedsUnlock
      key={hashOf(route)}
      locked={locked}
      unlock={<UnlockPanel methods={overview.unlockMethods} world={world} />}
    >
      {route.page === 'profiles' ? (
        <ProfilesPage
          ports={world.ports}
          overview={overview}
          clockOffsetMs={clockOffsetMs}
          notice={notice}
          onAdd={() => router.go({ page: 'new-profile' })}
        />
      ) : (
        <ProfileFormPage
          ports={world.ports}
          overview={overview}
          clockOffsetMs={clockOffsetMs}
          locked={locked}
          router={router}
          {...(route.page === 'profile' && { profileId: route.profileId })}
        />
      )}
    </NeedsUnlock>
  );
}
