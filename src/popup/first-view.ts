/**
 * Runs as a classic script once the page is read, which its first paint does not wait for; Preact and the app come after.
 */

// A click, or Enter, that comes before the app is kept for it; a form would load the page anew instead. So is what is typed in the bar.
let clicked: HTMLElement | null | undefined;
let sought = '';
const keep = (event: Event) => {
  event.preventDefault();
  if (event.type === 'click') clicked = (event.target as Element).closest<HTMLElement>('button, .profile');
};
const keepSought = ({ target }: Event) => {
  if ((target as Element).matches('.profile-name')) sought = (target as HTMLInputElement).value;
};
const early = new AbortController();
const whileEarly = { capture: true, signal: early.signal };
addEventListener('click', keep, whileEarly);
addEventListener('submit', keep, whileEarly);
addEventListener('input', keepSought, whileEarly);
const { app, later } = document.currentScript?.dataset ?? {};
const handOver = () => {
  early.abort();
  if (later) {
    // Styles that the first view has no use for; parts wait for them (parts.ts). Asked for before the first frame, they would keep the
    // field from having the focus in it.
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = later;
    document.head.append(sheet);
  }
  clicked?.click();
  const field = document.querySelector<HTMLInputElement>('.profile-name');
  if (!sought || !field) return;
  // Opens the list, if a click has not, and searches it.
  if (!clicked?.contains(field)) field.click();
  field.value = sought;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
addEventListener('taken-over', handOver, { once: true });

// Absent where the page asks for the app itself, as it is written in the sources.
if (app) addEventListener('load', () => void import(/* @vite-ignore */ app));

export {};
