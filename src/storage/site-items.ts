/** What is stored about the chip's sites, apart from the other items: the popup reads none of it, and loads none of what reads it. */
import { hasFields, isListOf, isString, isTableOf, orNone } from '../core/json-shape.ts';
import { isSite, type Site } from '../core/sites.ts';
import type { StorageItem } from './item.ts';

/** The sites the user added for the chip. */
export const sites: StorageItem<readonly Site[]> = {
  area: 'local',
  key: 'sites.1',
  fallback: [],
  parse: (value) => (isListOf(value, isSite) ? value : undefined),
};

/** A page with a chip: its document, and which profile each of the ids handed to it stands for. */
export interface ChipPage {
  readonly documentId?: string;
  /** Profile ids by offer id. */
  readonly offers: Readonly<Record<string, string>>;
  /** The site it counts as while the user offered the chip for this visit alone. */
  readonly visit?: Site;
}

/** The pages with a chip, by tab. */
export const chipPages: StorageItem<Readonly<Record<string, ChipPage>>> = {
  area: 'session',
  key: 'chipPages.1',
  fallback: {},
  parse: (value) => (isTableOf(isChipPage)(value) ? (value as Record<string, ChipPage>) : undefined),
};

function isChipPage(value: unknown): value is ChipPage {
  return hasFields(value, { documentId: orNone(isString), offers: isTableOf(isString), visit: orNone(isSite) });
}
