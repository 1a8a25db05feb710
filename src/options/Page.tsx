import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../ui/texts.ts';
import { Notice } from './Notice.tsx';

interface PageProps {
  readonly title: string;
  /** One or two sentences under the title. */
  readonly lead?: ComponentChildren;
  /** The one button that belongs to the whole page, beside the title. */
  readonly action?: ComponentChildren;
  /** What was done just before this page came, to be said here. */
  readonly notice?: string;
  /** A page that begins with a field of its own puts the focus there and not on the title. */
  readonly ownFocus?: boolean;
  readonly children?: ComponentChildren;
}

/** One subject: its title, which also names the tab and takes the focus when the page comes, so that it is read out. */
export function Page({ title, lead, action, notice = '', ownFocus = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (!ownFocus) heading.current?.focus();
  }, [ownFocus]);
  useEffect(() => {
    document.title = text('options_tab_title', title);
  }, [title]);
  return (
    <section class="page">
      <header class="page-head">
        <div class="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {action}
        </div>
        {lead && <p class="lead">{lead}</p>}
        <Notice message={notice} />
      </header>
      {children}
    </section>
  );
}
