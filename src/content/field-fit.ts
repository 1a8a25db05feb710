/** The formats that are one value each, in the order people paste them. */
export const SINGLE_VALUES = ['access-key-id', 'secret-access-key', 'session-token'] as const;
export type SingleValue = (typeof SINGLE_VALUES)[number];

const WORDS: readonly (readonly [SingleValue, RegExp])[] = [
  // The secret first: its usual name holds the other's.
  ['secret-access-key', /secret.?(access.?)?key/],
  ['session-token', /(session|security).?token/],
  ['access-key-id', /access.?key/],
];

/** Which single value a name means, `AWS_SECRET_ACCESS_KEY` or "Access key ID". */
export function valueNamed(words: string): SingleValue | undefined {
  const plain = words.toLowerCase();
  return WORDS.find(([, pattern]) => pattern.test(plain))?.[0];
}

const NAMES = ['name', 'id', 'placeholder', 'aria-label', 'autocomplete', 'title', 'data-testid'];
const FIELDS = 'input:not([type=hidden],[type=checkbox],[type=radio],[type=submit],[type=button]), textarea';

/**
 * The value that fits a field that is being filled in: by its names and labels, else, where a form asks for a variable's name and its
 * value, by the name that stands in the other field.
 */
export function valueFor(field: Element): SingleValue | undefined {
  if (!Element.prototype.matches.call(field, FIELDS)) return undefined;
  const own = NAMES.map((name) => Element.prototype.getAttribute.call(field, name) ?? '');
  const labels = [...((field as HTMLInputElement).labels ?? [])].map((label) => label.textContent ?? '');
  const named = valueNamed([...own, ...labels].join(' '));
  if (named) return named;
  const form = Element.prototype.closest.call(field, 'form, [role=dialog], tr, fieldset');
  if (!form) return undefined;
  const others = Element.prototype.querySelectorAll.call(form, FIELDS);
  for (const other of others) {
    const { value } = other as HTMLInputElement;
    // A name of a variable, never a value of one.
    if (other !== field && typeof value === 'string' && /^[A-Za-z_]{8,40}$/.test(value)) {
      const meant = valueNamed(value);
      if (meant) return meant;
    }
  }
  return undefined;
}

/** Whether an element takes typing. */
export function isField(target: unknown): target is HTMLElement {
  return target instanceof HTMLElement && (Element.prototype.matches.call(target, FIELDS) || target.isContentEditable);
}
