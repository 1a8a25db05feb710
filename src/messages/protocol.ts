import type { StsPlace } from '../core/endpoint.ts';
import type { ErrorRecord } from '../core/errors.ts';
import type { EnvironmentColour, LongTermKeys } from '../core/profile.ts';
import type { SessionSummary } from '../core/safe-index.ts';
import type { Settings } from '../core/settings.ts';
import type { Corner, Site } from '../core/sites.ts';
import type { FormatId, TemplateId } from '../core/snippets/ids.ts';
import type { TemplateDraft } from '../core/snippets/template-item.ts';
import type { ChipState, CopyOutcome } from './chip.ts';

/** Who may send a message: `page` is the popup or an options tab, proved by what the browser stamped on it. */
export type SenderClass = 'page' | 'content';

interface Message<From extends SenderClass, Request, Response> {
  readonly from: From;
  readonly request: Request;
  readonly response: Response;
}

type Nothing = Readonly<Record<never, never>>;

/** Long-term keys to be checked, and where to ask. */
export interface KeyCheck extends LongTermKeys, StsPlace {}

/** What GetCallerIdentity said of them. */
export interface KeyOwner {
  readonly accountId: string;
  readonly userArn: string;
  readonly userName: string;
  /** The usual serial of this user's virtual device: a suggestion, never a fact. */
  readonly suggestedMfaSerial: string;
}

/** A profile as the form has it. Without `keys` the stored ones stay. */
export interface ProfileDraft extends StsPlace {
  readonly name: string;
  readonly colour: EnvironmentColour;
  readonly mfaSerial: string;
  readonly durationSeconds: number;
  readonly keys?: LongTermKeys;
}

/** A stored profile for the form: everything but the secret access key. */
export interface EditableProfile extends Omit<ProfileDraft, 'keys'> {
  readonly accessKeyId: string;
  readonly accountId: string;
  readonly userName: string;
}

/**
 * A new vault. For a passphrase the page has derived the key and wrapped the data key in `header`; for "this browser only" the
 * background does all of it.
 */
export type NewVault =
  | { readonly protection: 'passphrase'; readonly header: string; readonly dataKey: string }
  | { readonly protection: 'this-browser' };

/** Every message: its name, who may send it, what it asks and what comes back. */
export interface Protocol {
  /** A page has opened: wakes the background, which answers at once and then derives everything afresh. */
  'page-opened': Message<'page', Nothing, Nothing>;
  /** Derives everything afresh before it answers: what came of a request whose answer was lost, and why there is nothing to show. */
  reconcile: Message<'page', Nothing, Nothing>;
  'create-vault': Message<'page', NewVault, Nothing>;
  /** `dataKey`: 32 bytes, base64, unwrapped by the page. Refused with `wrong-passphrase` when it does not open the vault. */
  'unlock-vault': Message<'page', { readonly dataKey: string }, Nothing>;
  'unlock-with-this-browser': Message<'page', Nothing, Nothing>;
  'lock-vault': Message<'page', Nothing, Nothing>;
  /** A header with other slots around the same data key: a new passphrase. */
  'replace-slots': Message<'page', { readonly header: string; readonly dataKey: string }, Nothing>;
  'check-keys': Message<'page', KeyCheck, KeyOwner>;
  /** Adds a profile, or changes the one named. New keys are checked with GetCallerIdentity before anything is written. */
  'save-profile': Message<
    'page',
    { readonly profileId?: string; readonly draft: ProfileDraft },
    { readonly profileId: string }
  >;
  'read-profile': Message<'page', { readonly profileId: string }, EditableProfile>;
  /** Removes the profile with its keys and its session. */
  'remove-profile': Message<'page', { readonly profileId: string }, Nothing>;
  'select-profile': Message<'page', { readonly profileId: string }, Nothing>;
  /** GetSessionToken. A second request for a profile that is being asked for waits and gets the same answer. */
  'start-session': Message<
    'page',
    { readonly profileId: string; readonly tokenCode: string; readonly durationSeconds: number },
    SessionSummary
  >;
  'end-session': Message<'page', { readonly profileId: string }, Nothing>;
  /** What was found wrong with a copy of the vault was read: forget it. */
  'dismiss-vault-report': Message<'page', Nothing, Nothing>;
  /** The refusal was read: forget it. */
  'dismiss-refusal': Message<'page', { readonly profileId: string }, Nothing>;
  /** `toCopy`: the page is about to put it on the clipboard, from which it may have to be cleared. */
  'render-snippet': Message<
    'page',
    { readonly profileId: string; readonly formatId: FormatId; readonly toCopy?: boolean | undefined },
    { readonly text: string }
  >;
  'save-settings': Message<'page', Partial<Settings>, Nothing>;
  /** Changes the templates that have an id and adds the others, all of them or none. Their ids come back in the same order. */
  'save-templates': Message<
    'page',
    { readonly templates: readonly (TemplateDraft & { readonly id?: TemplateId })[] },
    { readonly ids: readonly TemplateId[] }
  >;
  /** Profiles that had it as their format fall back to the default. */
  'remove-template': Message<'page', { readonly id: TemplateId }, Nothing>;
  /** Adds a site, or changes the one of that id. The user has allowed its hosts before. */
  'save-site': Message<'page', { readonly site: Site }, Nothing>;
  /** Takes the chip off a site at once, with the access to it. */
  'remove-site': Message<'page', { readonly siteId: string }, Nothing>;
  /** The user has answered the copy that a site asked for. */
  'drop-copy-intent': Message<'page', Nothing, Nothing>;
  /** Puts the chip on the page in front, until that is left. */
  'offer-here': Message<'page', Nothing, Nothing>;
  /** What the chip on this page may show. */
  'ask-offer': Message<'content', Nothing, ChipState>;
  /** Somebody clicked. `seen`: the chip had been wholly visible and still; otherwise Stint's own window asks. */
  'copy-offer': Message<
    'content',
    { readonly offerId: string; readonly formatId: FormatId; readonly seen: boolean },
    { readonly outcome: CopyOutcome }
  >;
  /** What was chosen on the chip, remembered for the site. */
  choose: Message<'content', ChipChoice, Nothing>;
}

/** A choice made on the chip. */
export interface ChipChoice {
  readonly offerId?: string;
  readonly formatId?: FormatId;
  readonly corner?: Corner;
  readonly collapsed?: boolean;
}

export type MessageType = keyof Protocol;
export type RequestOf<T extends MessageType> = Protocol[T]['request'];
export type ResponseOf<T extends MessageType> = Protocol[T]['response'];

/** An answer on the wire: plain JSON. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ErrorRecord };

/** Sends one message and gives back its answer; throws the {@link AppError} the other side sent. */
export type Send = <T extends MessageType>(type: T, request: RequestOf<T>) => Promise<ResponseOf<T>>;
