import messages from '../../public/_locales/en/messages.json';
import { useTextsFrom } from '../ui/texts.ts';

/** Wires the English texts in, with the browser's rules: `$1` to `$9` are filled in, a missing one is empty, `$$` is a dollar sign. */
export function useEnglishTexts(): void {
  const table: Readonly<Record<string, { readonly message: string } | undefined>> = messages;
  useTextsFrom((key, substitutions) => {
    const message = table[key]?.message;
    if (message === undefined) throw new Error(`No text for ${key}`);
    return message.replace(/\$(\$|[1-9])/g, (_, mark: string) =>
      mark === '$' ? '$' : (substitutions[Number(mark) - 1] ?? ''),
    );
  });
}
