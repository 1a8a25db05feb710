import { readAccessKeyPaste } from '../core/aws-files/paste.ts';
import { AppError, type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { Pasted, ProfileField } from './profile-form.ts';

/** What becomes of a pasted text. */
export type PasteRoute =
  /** The browser pastes it where the cursor is. */
  | { readonly to: 'field' }
  /** An access key and what stood beside it: fills the form. */
  | { readonly to: 'form'; readonly found: Pasted }
  /** Looks like keys, and is none that can be used: nothing is filled in. */
  | { readonly to: 'nobody'; readonly error: ErrorRecord };

const LONE_SECRET = /^[A-Za-z0-9/+=]{40}$/;
const LONE_ACCESS_KEY_ID = /^AKIA[A-Z0-9]{16}$/;

/**
 * Decides where a text pasted into `field` goes. A lone secret that would land in a readable field goes to its own: browsers keep what
 * stands in plain text fields for restoring a session, on disk, and the secret must not be there.
 */
export function routePaste(text: string, field: ProfileField | undefined): PasteRoute {
  const lone = text.trim();
  const inKeyField = field === 'accessKeyId' || field === 'secretAccessKey';
  if (LONE_ACCESS_KEY_ID.test(lone)) {
    return field === 'secretAccessKey' ? { to: 'form', found: { accessKeyId: lone } } : { to: 'field' };
  }
  if (field !== 'secretAccessKey' && field !== undefined && LONE_SECRET.test(lone)) {
    return { to: 'form', found: { secretAccessKey: lone } };
  }
  try {
    const paste = readAccessKeyPaste(text);
    if (!paste) return { to: 'field' };
    const { accessKeyId, secretAccessKey, profileName, region } = paste;
    return {
      to: 'form',
      found: { accessKeyId, secretAccessKey, ...(profileName && { name: profileName }), ...(region && { region }) },
    };
  } catch (error) {
    // Elsewhere it is ordinary text for all we know, and the field has its own say.
    if (error instanceof AppError && inKeyField) return { to: 'nobody', error: toErrorRecord(error) };
    if (error instanceof AppError) return { to: 'field' };
    throw error;
  }
}
