import type { SnippetFormat, SnippetInput } from './format.ts';
import type { SnippetOptions } from './options.ts';

/** The input with the chosen section in the place of the profile's name, for a format that writes to one. */
export function underSection(input: SnippetInput, format: SnippetFormat, { section }: SnippetOptions): SnippetInput {
  return section && format.options.section !== undefined ? { ...input, profileName: section } : input;
}
