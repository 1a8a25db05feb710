/** Narrowing for values that come from storage or over a wire. They reject; none repairs. */

export type PlainObject = Readonly<Record<string, unknown>>;

/** A plain object: not null, not an array. */
export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** A finite number: JSON has no other, storage might. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Whether `value` is one of `options`. */
export function isOneOf<const T extends readonly unknown[]>(options: T, value: unknown): value is T[number] {
  return options.includes(value);
}

/** Whether `value` is an array of what `test` admits. */
export function isListOf<T>(value: unknown, test: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(test);
}

type Test = (value: unknown) => boolean;

/** Whether `value` is an object whose named fields pass; others are not looked at. */
export function hasFields(value: unknown, tests: Readonly<Record<string, Test>>): boolean {
  return isObject(value) && Object.entries(tests).every(([name, test]) => test(value[name]));
}

/** A test for an object whose every value passes `test`. */
export function isTableOf(test: Test): Test {
  return (value) => isObject(value) && Object.values(value).every(test);
}

/** The same test for what may be left out. */
export function orNone(test: Test): Test {
  return (value) => value === undefined || test(value);
}
