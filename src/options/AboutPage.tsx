import { text } from '../ui/texts.ts';
import { Page } from './Page.tsx';

/** What this is, and where secrets live. */
export function AboutPage({ version }: { readonly version: string }) {
  return (
    <Page title={text('options_about_title')} lead={text('options_about_lead')}>
      <dl class="facts">
        <dt>{text('options_about_version')}</dt>
        <dd>{version}</dd>
        <dt>{text('options_about_licence')}</dt>
        <dd>{text('options_about_licence_name')}</dd>
      </dl>
      <section class="subject">
        <h2>{text('options_about_secrets')}</h2>
        <p class="prose">{text('options_about_secrets_where')}</p>
      </section>
    </Page>
  );
}
