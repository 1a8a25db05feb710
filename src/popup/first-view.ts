/**
 * Runs as a classic script in the page's head, before the first paint: says which of the first views to draw, as the popup noted it
 * last time. Not secret, and only a hint: what storage holds decides a moment later. A new popup starts with the code field, and so
 * does one whose browser keeps no such notes: this script fails there, and the style sheet knows what to draw.
 */
const hint = localStorage.getItem('view') ?? '';
document.documentElement.dataset['view'] = ['locked', 'live', 'empty'].includes(hint) ? hint : 'ready';

export {};
