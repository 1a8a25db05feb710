/**
 * Stands in for webextension-polyfill on Chromium and in pages, whose own API gives promises since Manifest V3: the package's 10 kB would
 * be read at every start of the worker and every opening of the popup for nothing.
 */
import type { Browser } from 'webextension-polyfill';

declare const chrome: Browser;

export default (globalThis as { browser?: Browser }).browser ?? chrome;
