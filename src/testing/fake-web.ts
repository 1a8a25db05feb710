import type { Web } from '../background/outside.ts';
import { type ClipboardMark, clipboardHash } from '../core/clipboard-mark.ts';
import { hostOf, isAt } from '../core/sites.ts';
import type { ChipNews } from '../messages/chip.ts';

/** For tests only: tabs, permissions and the clipboard in memory. */
export class FakeWeb implements Web {
  /** What was put on the clipboard, in order. */
  readonly clipboard: string[] = [];
  /** Whether the clipboard may be read. */
  mayReadClipboard = false;
  /** Set to make the clipboard refuse. */
  clipboardError: Error | undefined;
  popups = 0;
  /** Whether the browser opens the popup. */
  opensPopup = true;
  /** The open tabs: address by id. */
  readonly tabs = new Map<number, string>();
  /** The tabs with a chip in them that listens. */
  readonly chips = new Set<number>();
  /** What was said to chips. */
  readonly told: (readonly [tabId: number, news: ChipNews])[] = [];
  /** The hosts the user has allowed. */
  readonly allowed = new Set<string>();
  /** The hosts the script is registered for. */
  registered: readonly string[] = [];
  inFront: { readonly id: number; readonly url?: string } | undefined;

  async writeClipboard(text: string): Promise<void> {
    if (this.clipboardError) throw this.clipboardError;
    this.clipboard.push(text);
  }

  async clearClipboard({ salt, hash }: ClipboardMark): Promise<void> {
    if (this.clipboardError) throw this.clipboardError;
    const isOurs = (await clipboardHash(crypto, salt, this.clipboard.at(-1) ?? '')) === hash;
    if (isOurs || !this.mayReadClipboard) this.clipboard.push('');
  }

  async openPopup(): Promise<boolean> {
    this.popups += 1;
    return this.opensPopup;
  }

  async tellTab(tabId: number, news: ChipNews): Promise<boolean> {
    this.told.push([tabId, news]);
    return this.chips.has(tabId);
  }

  async registerChip(hosts: readonly string[]): Promise<void> {
    this.registered = [...hosts];
  }

  async runChip(tabId: number): Promise<boolean> {
    const url = this.tabs.get(tabId) ?? '';
    const mayRun = this.inFront?.id === tabId || [...this.allowed].some((pattern) => isAt(pattern, url));
    if (mayRun) this.chips.add(tabId);
    return mayRun;
  }

  async tabsAt(hosts: readonly string[]): Promise<{ id: number; url: string }[]> {
    return [...this.tabs].filter(([, url]) => hosts.some((host) => isAt(host, url))).map(([id, url]) => ({ id, url }));
  }

  async tabInFront(): Promise<{ readonly id: number; readonly url?: string } | undefined> {
    return this.inFront;
  }

  async mayReach(hosts: readonly string[]): Promise<boolean> {
    return hosts.every((host) => this.allowed.has(host));
  }

  async dropAccess(hosts: readonly string[]): Promise<void> {
    for (const host of hosts) if (hostOf(host) !== '') this.allowed.delete(host);
  }
}
