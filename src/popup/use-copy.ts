import { useEffect, useRef, useState } from 'preact/hooks';
import { AppError } from '../core/errors.ts';
import type { ProfileSummary } from '../core/safe-index.ts';
import type { FormatId } from '../core/snippets/ids.ts';
import type { PagePorts } from '../ui/ports.ts';

/** How long the tick stands on the button, and the words beside it, in milliseconds. */
const TICK_MS = 2000;
const WORDS_MS = 6000;

export interface Copying {
  /** The profile whose button shows the tick. */
  readonly copiedId: string | undefined;
  /** What is on the clipboard, in words; empty after a while. */
  readonly confirmation: string;
  /** Takes back what is said about the last copy: something else has happened since. */
  hush(): void;
  /** The whole snippet. @throws {AppError} what the background answers */
  render(profile: ProfileSummary, formatId: FormatId): Promise<string>;
  /**
   * Puts it on the clipboard; `said` is what is said then.
   * @throws {AppError} the same, and `clipboard-refused`
   */
  copy(profile: ProfileSummary, formatId: FormatId, said: string): Promise<void>;
  /** Puts a text without secrets there. @throws {AppError} `clipboard-refused` */
  copyText(plain: string, said: string): Promise<void>;
}

/** Copying and what is said about it. A snippet is asked for at the moment it is wanted and kept nowhere. */
export function useCopy(ports: PagePorts): Copying {
  const [copiedId, setCopiedId] = useState<string>();
  const [confirmation, setConfirmation] = useState('');
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  const stopTimers = () => timers.current.forEach(clearTimeout);
  useEffect(() => stopTimers, []);

  const render = async (profile: ProfileSummary, formatId: FormatId, toCopy = false) =>
    (await ports.send('render-snippet', { profileId: profile.id, formatId, toCopy })).text;

  const hush = () => {
    stopTimers();
    setCopiedId(undefined);
    setConfirmation('');
  };

  const copy = async (profile: ProfileSummary, formatId: FormatId, said: string) => {
    hush();
    await put(await render(profile, formatId, true), said);
    setCopiedId(profile.id);
  };

  const copyText = (plain: string, said: string) => {
    hush();
    return put(plain, said);
  };

  const put = async (plain: string, said: string) => {
    try {
      await ports.writeClipboard(plain);
    } catch (cause) {
      throw new AppError('clipboard-refused', { cause });
    }
    setConfirmation(said);
    timers.current = [
      setTimeout(() => setCopiedId(undefined), TICK_MS),
      setTimeout(() => setConfirmation(''), WORDS_MS),
    ];
  };

  return { copiedId, confirmation, hush, render, copy, copyText };
}
