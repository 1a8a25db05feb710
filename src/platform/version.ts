import { browser } from './browser.ts';

/** The version in the manifest. In a file of its own: to read it is to copy the whole manifest, which only the options page has use for. */
export const version: string = browser.runtime.getManifest().version;
