import { useEffect, useState } from 'preact/hooks';
import { Status } from '../ui/Status.tsx';

/**
 * A confirmation that takes no room until there is one. The words come one drawing after the line itself: only a change within a
 * status is read out.
 */
export function Notice({ message }: { readonly message: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => setSaid(message), [message]);
  return (
    <div class="notice" hidden={message === ''}>
      <Status message={message === '' ? '' : said} />
    </div>
  );
}
