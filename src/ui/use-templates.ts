import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SnippetTemplate } from '../core/snippets/template-item.ts';

/**
 * The user's templates, read when the page is drawn and again on `reread` and when `occasion` changes; undefined before. `read` must stay
 * the same function.
 */
export function useTemplates(
  read: () => Promise<readonly SnippetTemplate[]>,
  onError: (error: unknown) => void,
  occasion?: unknown,
): { readonly templates: readonly SnippetTemplate[] | undefined; readonly reread: () => Promise<void> } {
  const [templates, setTemplates] = useState<readonly SnippetTemplate[]>();
  const reread = useCallback(async () => setTemplates(await read()), [read]);
  useEffect(() => {
    reread().catch(onError);
  }, [reread, occasion]);
  return { templates, reread };
}
