/** Stands in for webextension-polyfill in pages: its 10 kB would be read at every opening of the popup for nothing. */
import type { Browser } from 'webextension-polyfill';

declare const chrome: Browser;

export default (globalThis as { browser?: Browser }).browser ?? chrome;
