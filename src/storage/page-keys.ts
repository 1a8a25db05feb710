/**
 * The items of session storage that pages read, by their keys alone. Session storage is memory, empty after a browser start and after
 * every update, so what lies there was written by the background of this very version: pages take it as it is.
 */

export const OVERVIEW_KEY = 'overview.1';
export const SIGN_INS_KEY = 'signIns.1';
export const COPY_INTENT_KEY = 'copyIntent.1';
export const POPUP_INTENT_KEY = 'popupIntent.1';
export const PROFILE_INDEX_KEY = 'profileIndex.1';

/** In local storage, and read by each room in its own way. */
export const SETTINGS_KEY = 'settings.1';
