import { page } from './safe-document.ts';

/** Whether the page is dark: by the first background that covers what lies behind, else by the colour scheme it declares. */
export function isDarkPage(): boolean {
  const parts = [page.body(), page.root()].filter((part) => part !== null);
  for (const part of parts) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (
      getComputedStyle(part).backgroundColor.match(/[\d.]+/g) ?? []
    ).map(Number);
    if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 110;
  }
  const [first] = parts;
  const scheme = first ? getComputedStyle(first).colorScheme : '';
  return scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
}
