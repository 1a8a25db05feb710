import { useEffect, useState } from 'preact/hooks';
import type { Overview, ProfileSummary } from '../core/safe-index.ts';
import { hostOf, hostPattern, parseSite, type Site } from '../core/sites.ts';
import { isFormatId, isSnippetFormatId } from '../core/snippets/ids.ts';
import type { SnippetTemplate } from '../core/snippets/template-item.ts';
import { SUGGESTED_SITES } from '../core/suggested-sites.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormatOptions } from '../ui/FormatOptions.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { text } from '../ui/texts.ts';
import { useTemplates } from '../ui/use-templates.ts';
import type { OptionsWorld } from './options-world.ts';
import { Page } from './Page.tsx';
import { useAttempt } from './use-attempt.ts';

interface SitesPageProps {
  readonly world: OptionsWorld;
  readonly overview: Overview;
}

/** The sites where the chip is offered: none until the user adds one, each allowed on a click of its own. */
export function SitesPage({ world, overview }: SitesPageProps) {
  const { ports, sites: port } = world;
  const [sites, setSites] = useState<readonly Site[]>();
  const [whole, setWhole] = useState<readonly ProfileSummary[]>();
  const { said, failure, attempt, fail } = useAttempt();
  const { templates } = useTemplates(ports.readTemplates, fail);
  useEffect(() => {
    port.read().then(setSites, fail);
    return port.watch(setSites);
  }, [port]);
  useEffect(() => {
    ports.readProfileIndex().then(setWhole, fail);
    // Written together with the overview.
  }, [ports, overview]);

  const add = (site: Site, name: string) =>
    attempt(
      async () => {
        // First of all: the browser asks only as long as the click lasts.
        const isAllowed = await port.allow([...new Set(site.patterns.map(hostPattern))]);
        if (isAllowed) await ports.send('save-site', { site });
        return isAllowed;
      },
      (isAdded) => text(isAdded ? 'options_sites_added' : 'options_sites_refused', name),
    );
  const addTyped = (pattern: string) => add({ id: pattern, patterns: [pattern] }, hostOf(pattern));
  const change = (site: Site) => attempt(() => ports.send('save-site', { site }), text('options_security_saved'));
  const remove = (site: Site) =>
    attempt(() => ports.send('remove-site', { siteId: site.id }), text('options_sites_removed', nameOf(site)));

  const suggestions = SUGGESTED_SITES.filter(({ id }) => sites?.every((site) => site.id !== id));
  return (
    <Page title={text('options_sites_title')} lead={text('options_sites_lead')} notice={said}>
      {failure && <Alert error={failure} />}
      <AddSite onAdd={addTyped} />
      {sites && sites.length > 0 && (
        <section class="subject">
          <h2>{text('options_sites_yours')}</h2>
          <ul class="sites">
            {sites.map((site) => (
              <li key={site.id} class="panel site">
                <SiteRow
                  site={site}
                  profiles={whole ?? overview.profiles}
                  templates={templates}
                  onChange={(next) => void change(next)}
                  onRemove={() => void remove(site)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="subject">
        <h2>{text('options_sites_suggested')}</h2>
        <p class="lead">{text('options_sites_suggested_means')}</p>
        <ul class="sites">
          {suggestions.map(({ id, name, patterns }) => (
            <li key={id} class="suggestion">
              <span class="profile-text">
                <strong>{name}</strong>
                <small>{hostsOf(patterns)}</small>
              </span>
              <Button
                aria-label={text('options_sites_allow_named', name)}
                onClick={() => void add({ id, patterns }, name)}
              >
                {text('options_sites_allow')}
              </Button>
            </li>
          ))}
          <li class="suggestion">
            <OwnHub onAdd={addTyped} />
          </li>
        </ul>
      </section>
    </Page>
  );
}

interface AddProps {
  /** Called in the submitting act itself, with the pattern of what was typed. */
  readonly onAdd: (pattern: string) => Promise<unknown>;
}

/** What a person types into a form for a site: the field's part of it, and what submitting does. */
function useTypedSite(onAdd: AddProps['onAdd']) {
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string>();
  const field = {
    value,
    problem,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => {
      setValue(event.currentTarget.value);
      setProblem(undefined);
    },
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    try {
      const pattern = parseSite(value);
      setProblem(undefined);
      void onAdd(pattern).then(() => setValue(''));
    } catch {
      setProblem(text('error_invalid_site_remedy'));
    }
  };
  return { field, onSubmit };
}

/** JupyterHub and JupyterLab stand on hosts of their users' own: the one suggestion whose host is typed. */
function OwnHub({ onAdd }: AddProps) {
  const { field, onSubmit } = useTypedSite(onAdd);
  const name = text('options_sites_hub');
  return (
    <form class="own-hub" onSubmit={onSubmit}>
      <span class="profile-text">
        <strong>{name}</strong>
        <small>{text('options_sites_hub_means')}</small>
      </span>
      <Field label={text('options_sites_hub_field')} placeholder="https://hub.example.com" {...field} />
      <Button type="submit" aria-label={text('options_sites_allow_named', name)}>
        {text('options_sites_allow')}
      </Button>
    </form>
  );
}

function AddSite({ onAdd }: AddProps) {
  const { field, onSubmit } = useTypedSite(onAdd);
  return (
    <form class="form" onSubmit={onSubmit}>
      <Field
        label={text('options_sites_field')}
        placeholder="shell.example.com"
        hint={text('options_sites_hint')}
        {...field}
      />
      <div class="acts">
        <Button kind="primary" type="submit">
          {text('options_sites_add')}
        </Button>
      </div>
    </form>
  );
}

interface SiteRowProps {
  readonly site: Site;
  readonly profiles: readonly ProfileSummary[];
  /** Undefined until they are read. */
  readonly templates: readonly SnippetTemplate[] | undefined;
  readonly onChange: (site: Site) => void;
  readonly onRemove: () => void;
}

function SiteRow({ site, profiles, templates, onChange, onRemove }: SiteRowProps) {
  const { formatId: _, ...withoutFormat } = site;
  const { profileIds: __, ...withoutProfiles } = site;
  // A template may be gone; until they are read nobody knows.
  const isKnown = isSnippetFormatId(site.formatId) || templates?.some(({ id }) => id === site.formatId);
  const isOffered = (id: string) => site.profileIds?.includes(id) ?? true;
  const offer = (id: string, isOn: boolean) => {
    const ids = profiles.map((profile) => profile.id).filter((item) => (item === id ? isOn : isOffered(item)));
    onChange(ids.length === profiles.length ? withoutProfiles : { ...site, profileIds: ids });
  };
  return (
    <>
      <div class="site-head">
        <span class="profile-text">
          <strong>{nameOf(site)}</strong>
          {nameOf(site) !== hostsOf(site.patterns) && <small>{hostsOf(site.patterns)}</small>}
        </span>
        <Button kind="quiet" danger aria-label={text('options_sites_remove_named', nameOf(site))} onClick={onRemove}>
          {text('options_sites_remove')}
        </Button>
      </div>
      <details>
        <summary>{text('options_sites_details')}</summary>
        <div class="form">
          <SelectField
            label={text('options_sites_format')}
            value={(isKnown && site.formatId) || ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange(isFormatId(value) ? { ...site, formatId: value } : withoutFormat);
            }}
          >
            <option value="">{text('options_sites_format_default')}</option>
            <FormatOptions templates={templates ?? []} />
          </SelectField>
          <fieldset class="site-profiles">
            <legend>{text('options_sites_profiles')}</legend>
            {profiles.map(({ id, name }) => (
              <label key={id} class="check">
                <input
                  type="checkbox"
                  checked={isOffered(id)}
                  onChange={(event) => offer(id, event.currentTarget.checked)}
                />
                {name}
              </label>
            ))}
          </fieldset>
        </div>
      </details>
    </>
  );
}

function nameOf(site: Site): string {
  return SUGGESTED_SITES.find(({ id }) => id === site.id)?.name ?? hostsOf(site.patterns);
}

function hostsOf(patterns: readonly string[]): string {
  return [...new Set(patterns.map(hostOf))].join(', ');
}
