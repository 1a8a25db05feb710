import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatAccountId } from '../core/arn.ts';
import type { ProfileSummary } from '../core/safe-index.ts';
import type { Settings } from '../core/settings.ts';
import { type FormatId, isFormatId, isSnippetFormatId } from '../core/snippets/ids.ts';
import type { SnippetTemplate } from '../core/snippets/template-item.ts';
import { renderUnset } from '../core/snippets/unset.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { EyeIcon } from '../ui/EyeIcon.tsx';
import { FormatOptions } from '../ui/FormatOptions.tsx';
import { TickIcon } from '../ui/icons.tsx';
import { dayAndTime } from '../ui/moments.ts';
import { Select } from '../ui/Select.tsx';
import { Status } from '../ui/Status.tsx';
import { text } from '../ui/texts.ts';
import { useTemplates } from '../ui/use-templates.ts';
import { Preview } from './Preview.tsx';
import { Ring } from './Ring.tsx';
import { useHold } from './use-hold.ts';
import type { LiveView as View } from './view.ts';

interface LiveViewProps {
  /** Absent until storage has been read, and while the session is only asked for. */
  readonly view?: View | undefined;
  /** Whose session is about to be there: it is drawn beforehand and out of sight, so that little is left to do then. */
  readonly looming?: ProfileSummary | undefined;
  readonly nowMs: number;
  readonly formatId: FormatId;
  readonly snippetOptions: Settings['snippetOptions'];
  readonly copied: boolean;
  readonly confirmation: string;
  /** Changes when the Copy button should take the focus. */
  readonly focusTurn: number;
  readonly onFormat: (formatId: FormatId) => void;
  readonly onCopy: () => void;
  /** Lines that take back what a snippet has set. */
  readonly onUnset: (lines: string) => void;
  readonly readTemplates: () => Promise<readonly SnippetTemplate[]>;
  /** Gives the whole snippet, to be shown while a button is held. */
  readonly onReveal: () => Promise<string>;
  readonly onError: (error: unknown) => void;
  /** Puts the chip on the page in front. */
  readonly onOffer: () => void;
  readonly onRenew: () => void;
  readonly onEnd: () => void;
  readonly onDismiss: () => void;
  /** Has a sentence about the time left read out. */
  readonly onNews: (sentence: string) => void;
  readonly children?: ComponentChildren;
}

/** Much like the session that is to come. */
function draftOf(profile: ProfileSummary, nowMs: number): Pick<View, 'profile' | 'session'> {
  const { id, durationSeconds } = profile;
  const expiresAtMs = nowMs + durationSeconds * 1000;
  return { profile, session: { id: '', profileId: id, startedAtMs: nowMs, expiresAtMs, maskedAccessKeyId: 'ASIA' } };
}

/** A session that runs: how long, who am I, give it to me. */
export function LiveView(props: LiveViewProps) {
  const { view, looming, nowMs, formatId, copied, confirmation, focusTurn } = props;
  const hidden = !view && looming !== undefined;
  const about = view ?? (looming && draftOf(looming, nowMs));
  const copyButton = useRef<HTMLButtonElement>(null);
  const { shown, held, handlers } = useHold(props.onReveal, props.onError);
  useLayoutEffect(() => {
    if (!hidden) copyButton.current?.focus();
  }, [focusTurn, hidden]);
  const { templates } = useTemplates(props.readTemplates, props.onError, hidden);
  const options = isSnippetFormatId(formatId) ? props.snippetOptions[formatId] : undefined;
  const unset = about && isSnippetFormatId(formatId) ? renderUnset(formatId, options) : undefined;
  // Drawn beforehand it is as it will be: a button that changes its colours would fade to them.
  const waiting = about ? undefined : text('popup_opening');
  return (
    <div class="view" hidden={hidden}>
      {view?.refusal && (
        <Alert error={view.refusal.error}>
          <Button kind="quiet" onClick={props.onDismiss}>
            {text('popup_dismiss')}
          </Button>
        </Alert>
      )}
      <div class="glance">
        <Ring session={view?.session} nowMs={nowMs} onNews={props.onNews} />
        <dl>
          <dt>{text('popup_ends')}</dt>
          <dd>{about && dayAndTime(about.session.expiresAtMs, nowMs)}</dd>
          <dt>{text('popup_account')}</dt>
          <dd>{about && formatAccountId(about.profile.accountId)}</dd>
          <dt>{text('popup_user')}</dt>
          <dd>{about && text('popup_user_with_mfa', about.profile.userName)}</dd>
          <dt>{text('popup_region')}</dt>
          <dd>{about?.profile.region}</dd>
        </dl>
      </div>
      <div class="copy">
        <div class="give">
          <Select
            aria-label={text('popup_format')}
            value={about ? formatId : ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              if (isFormatId(chosen)) props.onFormat(chosen);
            }}
          >
            {about && <FormatOptions templates={templates ?? []} />}
          </Select>
          <Button
            kind="primary"
            buttonRef={copyButton}
            blocked={waiting}
            onClick={props.onCopy}
            aria-label={text('popup_copy')}
          >
            {copied && <TickIcon />}
            {text(copied ? 'popup_copied' : 'popup_copy')}
          </Button>
        </div>
        {about ? (
          <Preview
            profile={about.profile}
            session={about.session}
            formatId={formatId}
            options={options}
            template={templates?.find(({ id }) => id === formatId)}
            revealed={shown}
          />
        ) : (
          <pre class="preview" />
        )}
        <div class="foot">
          <Status message={confirmation} />
          <button type="button" class={held ? 'button quiet held' : 'button quiet'} {...handlers}>
            <EyeIcon />
            {text('popup_hold_to_show')}
          </button>
        </div>
      </div>
      <div class="acts">
        <Button kind="quiet" blocked={view?.asking ? text('popup_asking') : waiting} onClick={props.onRenew}>
          {text(view?.asking ? 'popup_asking' : 'popup_renew')}
        </Button>
        {unset !== undefined && (
          <Button
            kind="quiet"
            aria-label={text('popup_unset')}
            title={text('popup_unset_hint')}
            onClick={() => props.onUnset(unset)}
          >
            {text('popup_unset_short')}
          </Button>
        )}
        <Button kind="quiet" blocked={waiting} onClick={props.onOffer}>
          {text('popup_offer_here')}
        </Button>
        <Button kind="quiet" danger blocked={waiting} onClick={props.onEnd}>
          {text('popup_end_session')}
        </Button>
      </div>
      {props.children}
    </div>
  );
}
