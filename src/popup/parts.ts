import { useLayoutEffect, useState } from 'preact/hooks';

/** What is not needed to type a code, each in a file of its own, fetched when it is first wanted. */
const LOADERS = {
  live: () => import('./LiveView.tsx'),
  locked: () => import('./LockedView.tsx'),
  notice: () => import('./Notice.tsx'),
  profiles: () => import('./ProfileList.tsx'),
  sessions: () => import('./Sessions.tsx'),
  notes: () => import('./Notes.tsx'),
  problem: () => import('../ui/Alert.tsx'),
  request: () => import('./CopyRequest.tsx'),
  clipboard: () => import('./ClipboardNote.tsx'),
};

export type PartName = keyof typeof LOADERS;
type Parts = { readonly [Name in PartName]: Awaited<ReturnType<(typeof LOADERS)[Name]>> };

const loaded: { [Name in PartName]?: Parts[Name] } = {};

/** Fetches a part, so that it is there when it is drawn; once is enough. */
export async function loadPart<Name extends PartName>(name: Name): Promise<void> {
  if (loaded[name]) return;
  const [part] = await Promise.all([LOADERS[name](), laterStyles()]);
  // The compiler does not follow that the loader and the place of one name fit together.
  loaded[name] = part as Parts[Name];
}

/** Resolves when the style sheet that first-view.ts has asked for is there, or will not come. */
function laterStyles(): Promise<unknown> | false {
  const link = document.querySelector('link');
  return (
    link?.sheet === null &&
    new Promise((done) => {
      link.onload = link.onerror = done;
    })
  );
}

/** The part, once it is there. While `wanted` and missing it is fetched, and `onError` hears why it could not be. */
export function usePart<Name extends PartName>(
  name: Name,
  wanted: boolean,
  onError: (error: unknown) => void,
): Parts[Name] | undefined {
  const [, setTurn] = useState(0);
  const missing = wanted && !loaded[name];
  useLayoutEffect(() => {
    if (missing) loadPart(name).then(() => setTurn((turn) => turn + 1), onError);
  }, [name, missing]);
  return loaded[name];
}
