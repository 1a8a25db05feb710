import type { ErrorCode, ErrorRecord } from '../core/errors.ts';
import { type TextKey, text } from './texts.ts';

type Snake<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}_${Snake<Tail>}` : S;

type CauseKey = `error_${Snake<ErrorCode>}_cause`;
type RemedyKey = `error_${Snake<ErrorCode>}_remedy`;

/**
 * The texts of an error code. The two keys follow from the code, so that no table has to be carried into every page; that each of
 * them stands in `_locales` is checked here by the compiler: a code without both texts does not compile.
 */
const KEYS_EXIST: CauseKey | RemedyKey extends TextKey ? true : never = true;

/** What happened and what to do next, in the user's language. */
export interface ErrorTexts {
  readonly cause: string;
  readonly remedy: string;
}

/** The sentence of cause and the one of remedy for `error`. A host the error does not name is called "the STS server". */
export function errorTexts(error: ErrorRecord): ErrorTexts {
  const stem = `error_${error.code.replaceAll('-', '_')}` as `error_${Snake<ErrorCode>}`;
  const host = error.params?.['host'] ?? text('ui_the_server');
  return KEYS_EXIST && { cause: text(`${stem}_cause`, host), remedy: text(`${stem}_remedy`, host) };
}

/** How much of a service's message is shown: enough for any real one, too little to bury the page. */
const MESSAGE_SHOWN = 600;

/** Characters that change the direction of text or draw nothing; a service has no reason to send them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** What the service itself said, on one line, for the folded details; empty when it said nothing. */
export function detailsOf(error: ErrorRecord): string {
  const { status, code, message, requestId } = error.service ?? {};
  const parts = [
    status === undefined ? '' : text('ui_details_status', status),
    code ?? '',
    (message ?? '').trim().slice(0, MESSAGE_SHOWN),
    requestId === undefined ? '' : text('ui_details_request', requestId),
  ];
  return parts
    .map((part) => part.replace(INVISIBLE, ' '))
    .filter((part) => part !== '')
    .join(' · ');
}
