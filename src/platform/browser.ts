/**
 * The WebExtensions API, and the only file that names its package. In pages of a Chromium build the package gives way to
 * `native-browser.ts` (see vite.config.ts): pages only call promises, which every supported browser returns by itself.
 */
import browser from 'webextension-polyfill';

export { browser };
