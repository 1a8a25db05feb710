import type { RefCallback } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatAccountId } from '../core/arn.ts';
import { stsEndpoint } from '../core/endpoint.ts';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import { stsHost } from '../core/partition.ts';
import { SESSION_DURATIONS } from '../core/session-durations.ts';
import type { ProfileDraft, Send } from '../messages/protocol.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { type TextKey, text } from '../ui/texts.ts';
import { lengthInWords } from '../ui/times.ts';
import { Check } from './Check.tsx';
import { ColourChoice } from './ColourChoice.tsx';
import { KeyCheckPanel, KeyRefusal } from './KeyCheckPanel.tsx';
import { Notice } from './Notice.tsx';
import { routePaste } from './paste-routing.ts';
import { problemText } from './problem-texts.ts';
import {
  draftOf,
  fieldsOf,
  firstProblem,
  foreignMfaAccount,
  hasNewKeys,
  isMfaSuggested,
  isUnsaved,
  offersFips,
  type Pasted,
  type ProfileField,
  type ProfileFormAction,
  type ProfileFormState,
  type ProfileFormValues,
  placeOf,
  shownProblem,
  takenOf,
} from './profile-form.ts';
import { RegionField } from './RegionField.tsx';
import { useKeyCheck } from './use-key-check.ts';
import { useProfileForm } from './use-profile-form.ts';

interface ProfileFormProps {
  /** How the form begins; counts only the first time. */
  readonly start: () => ProfileFormState;
  /** The names of all other profiles. */
  readonly takenNames: ReadonlySet<string>;
  readonly locked: boolean;
  readonly send: Send;
  /** Asks the user for access to an origin; resolves with whether it was given. */
  readonly allowHost: (origin: string) => Promise<boolean>;
  /** Saves; rejects with what the background says. */
  readonly save: (draft: ProfileDraft) => Promise<void>;
  readonly onUnsaved: (unsaved: boolean) => void;
  /** A paste is being confirmed: older news may go. */
  readonly onRecognised: () => void;
  readonly onCancel: () => void;
}

const PASTED_NAMES: Readonly<Record<keyof Pasted, TextKey>> = {
  accessKeyId: 'options_form_access_key',
  secretAccessKey: 'options_form_secret',
  name: 'options_form_name',
  region: 'options_form_region',
};

/** The one form for new and stored profiles. What is typed stays, whatever fails. */
export function ProfileForm({
  start,
  takenNames,
  locked,
  send,
  allowHost,
  save,
  onUnsaved,
  onRecognised,
  onCancel,
}: ProfileFormProps) {
  const form = useProfileForm(start);
  const { state, latest, dispatch } = form;
  const checker = useKeyCheck(form, send);
  const [recognised, setRecognised] = useState<readonly (keyof Pasted)[]>([]);
  const [failure, setFailure] = useState<ErrorRecord>();
  const [pasteFailure, setPasteFailure] = useState<ErrorRecord>();
  const [saving, setSaving] = useState(false);
  const inputs = useRef(new Map<ProfileField, HTMLElement>());
  const { values } = state;

  const unsaved = isUnsaved(state);
  // A layout effect: a click on a link right after the last key must find it said.
  useLayoutEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved]);
  useEffect(() => {
    if (locked) dispatch({ type: 'vault-locked' });
  }, [locked, dispatch]);
  useLayoutEffect(() => {
    if (!state.stored) inputs.current.get('name')?.focus();
  }, [state.stored]);

  const refs = useMemo(() => {
    const refOf =
      (field: ProfileField): RefCallback<HTMLElement> =>
      (element) => {
        if (element) inputs.current.set(field, element);
        else inputs.current.delete(field);
      };
    return {
      name: refOf('name'),
      region: refOf('region'),
      accessKeyId: refOf('accessKeyId'),
      secretAccessKey: refOf('secretAccessKey'),
      mfaSerial: refOf('mfaSerial'),
      durationSeconds: refOf('durationSeconds'),
      endpointUrl: refOf('endpointUrl'),
    };
  }, []);

  const change = <F extends ProfileField>(field: F, value: ProfileFormValues[F]) => {
    setFailure(undefined);
    dispatch({ type: 'changed', field, value } as ProfileFormAction);
  };

  const take = (found: Pasted) => {
    const fields = fieldsOf(takenOf(latest(), found));
    dispatch({ type: 'pasted', found });
    setRecognised(fields);
    onRecognised();
    setPasteFailure(undefined);
    setFailure(undefined);
    checker.askNow();
    // On to what is missing: the first empty field, where the next thing is to be typed.
    const next = fields.includes('secretAccessKey') ? undefined : 'secretAccessKey';
    if (next && latest().values[next] === '') inputs.current.get(next)?.focus();
  };

  const paste = (event: ClipboardEvent) => {
    const field = [...inputs.current].find(([, element]) => element === event.target)?.[0];
    const route = routePaste(event.clipboardData?.getData('text/plain') ?? '', field);
    if (route.to === 'field') return;
    event.preventDefault();
    if (route.to === 'form') {
      take(route.found);
    } else {
      setRecognised([]);
      setPasteFailure(route.error);
    }
  };

  /** Typed or filled in by other means than a paste, a whole pair can arrive in the first field, too. */
  const changeAccessKey = (value: string) => {
    const route = value.length >= 40 ? routePaste(value, 'accessKeyId') : undefined;
    if (route?.to === 'form') {
      take(route.found);
      return;
    }
    setRecognised([]);
    setPasteFailure(undefined);
    change('accessKeyId', value);
  };

  const allow = async () => {
    const endpoint = endpointOf(latest().values);
    if (endpoint && (await allowHost(endpoint.origin))) checker.askAgain();
  };

  const fieldProps = (field: Exclude<ProfileField, 'colour' | 'durationSeconds' | 'fips'>) => ({
    value: values[field],
    problem: problemText(shownProblem(state, field, takenNames)),
    inputRef: refs[field] as RefCallback<HTMLInputElement>,
    onInput: (event: { currentTarget: HTMLInputElement }) => change(field, event.currentTarget.value),
    onBlur: () => {
      dispatch({ type: 'left', field });
      if (field !== 'name' && field !== 'mfaSerial') checker.askNow();
    },
  });

  const submit = async (event: Event) => {
    event.preventDefault();
    if (saving) return;
    setFailure(undefined);
    setSaving(true);
    try {
      // The answer may still bring the MFA device; what else is missing need not wait for it.
      const early = firstProblem(latest(), takenNames);
      if (early === undefined || early === 'mfaSerial') await checker.settle();
      dispatch({ type: 'save-pressed' });
      const field = firstProblem(latest(), takenNames);
      if (field) {
        inputs.current.get(field)?.focus();
        return;
      }
      await save(draftOf(latest()));
    } catch (error) {
      const record = toErrorRecord(error);
      if (record.code === 'profile-name-taken') {
        dispatch({ type: 'name-refused' });
        inputs.current.get('name')?.focus();
      } else {
        setFailure(record);
      }
    } finally {
      setSaving(false);
    }
  };

  const durations: readonly number[] = SESSION_DURATIONS;
  const host = endpointOf(values)?.host ?? '';
  const foreignAccount = foreignMfaAccount(state);
  // A refusal is said once: by Save, if the same was found before.
  const saidBySave = failure && state.check.state === 'refused' && state.check.error.code === failure.code;

  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)} onPaste={paste}>
      <div class="two">
        <Field label={text('options_form_name')} {...fieldProps('name')} />
        <RegionField
          value={values.region}
          problem={problemText(shownProblem(state, 'region', takenNames))}
          selectRef={refs.region as RefCallback<HTMLSelectElement>}
          onChange={(region) => {
            change('region', region);
            checker.askNow();
          }}
        />
        <Field
          label={text('options_form_access_key')}
          mono
          {...fieldProps('accessKeyId')}
          onInput={(event) => changeAccessKey(event.currentTarget.value)}
        />
        <Field
          label={text('options_form_secret')}
          secret
          {...fieldProps('secretAccessKey')}
          placeholder={state.stored && !hasNewKeys(state) ? text('options_form_secret_unchanged') : undefined}
          hint={state.secretWiped ? text('options_form_secret_wiped') : secretHint(state)}
        />
      </div>
      <Notice
        message={
          recognised.length === 0
            ? ''
            : text('options_form_recognised', list(recognised.map((field) => text(PASTED_NAMES[field]))))
        }
      />
      {pasteFailure && <KeyRefusal error={pasteFailure} />}
      {!saidBySave && (
        <KeyCheckPanel
          unchanged={!hasNewKeys(state)}
          progress={state.check}
          host={host}
          onAskAgain={checker.askAgain}
          onAllow={() => void allow()}
        />
      )}
      <div class="two">
        <Field
          label={text('options_form_mfa')}
          mono
          {...fieldProps('mfaSerial')}
          hint={
            foreignAccount ? (
              <span class="warn">{text('options_form_mfa_foreign', formatAccountId(foreignAccount))}</span>
            ) : (
              text(isMfaSuggested(state) ? 'options_form_mfa_guess' : 'options_form_mfa_hint')
            )
          }
        />
        <SelectField
          label={text('options_form_duration')}
          value={String(values.durationSeconds)}
          problem={problemText(shownProblem(state, 'durationSeconds', takenNames))}
          hint={text('options_form_duration_hint')}
          selectRef={refs.durationSeconds as RefCallback<HTMLSelectElement>}
          onChange={(event) => change('durationSeconds', Number(event.currentTarget.value))}
        >
          {(durations.includes(values.durationSeconds) ? durations : [...durations, values.durationSeconds])
            .toSorted((one, other) => one - other)
            .map((seconds) => (
              <option key={seconds} value={String(seconds)}>
                {lengthInWords(seconds)}
              </option>
            ))}
        </SelectField>
      </div>
      <ColourChoice value={values.colour} onChange={(colour) => change('colour', colour)} />
      <div class="aside">
        <Field
          label={text('options_form_endpoint')}
          inputmode="url"
          mono
          {...fieldProps('endpointUrl')}
          hint={text('options_form_endpoint_hint')}
        />
        {offersFips(values) && (
          <Check
            label={text('options_form_fips')}
            hint={text('options_form_fips_hint', stsHost(values.region, { fips: true }))}
            checked={values.fips}
            onChange={(fips) => {
              change('fips', fips);
              checker.askNow();
            }}
          />
        )}
      </div>
      {failure && <KeyRefusal error={failure} />}
      <div class="acts">
        <Button type="submit" kind="primary" blocked={saving ? text('options_working') : undefined}>
          {text(saving ? 'options_form_saving' : 'options_form_save')}
        </Button>
        <Button onClick={onCancel}>{text('options_form_cancel')}</Button>
      </div>
    </form>
  );
}

function secretHint(state: ProfileFormState): string | undefined {
  return state.stored && !hasNewKeys(state) ? text('options_form_secret_kept') : undefined;
}

/** Where the question goes; nowhere while the endpoint is being typed. */
function endpointOf(values: ProfileFormValues): URL | undefined {
  try {
    return new URL(stsEndpoint(placeOf(values)));
  } catch {
    return undefined;
  }
}

/** Words as a list in a sentence, in the user's language. */
function list(words: readonly string[]): string {
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(words);
}
