import { ProblemIcon } from '../ui/icons.tsx';
import { text } from '../ui/texts.ts';
import { Page } from './Page.tsx';

/** The vault cannot be read: says so, says that its bytes are kept, and offers nothing that could lose them. */
export function VaultTrouble({ kind }: { readonly kind: 'unreadable' | 'newer' }) {
  return (
    <Page title={text(kind === 'newer' ? 'options_newer_title' : 'options_damaged_title')}>
      <div class="panel trouble">
        <ProblemIcon />
        <div>
          <p>{text(kind === 'newer' ? 'options_newer_what' : 'options_damaged_what')}</p>
          <p>{text('options_trouble_kept')}</p>
          <p>{text(kind === 'newer' ? 'options_newer_next' : 'options_damaged_next')}</p>
        </div>
      </div>
    </Page>
  );
}
