/**
 * The WebExtensions API, and the only file that names its package. On Chromium, and in every page, the package gives way to
 * `native-browser.ts` (see vite.config.ts): what Stint calls, every supported browser answers with a promise by itself.
 */
import browser from 'webextension-polyfill';

export { browser };
