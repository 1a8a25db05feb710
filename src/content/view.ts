import type { Corner } from '../core/sites.ts';
import type { FormatId } from '../core/snippets/ids.ts';
import type { ChipState } from '../messages/chip.ts';
import { element } from './element.ts';
import { page } from './safe-document.ts';
import { STYLE } from './style.ts';
import { type ChipText, timeLeft } from './texts.ts';

/** What the person did on the chip. */
interface Acts {
  readonly onCopy: (event: MouseEvent) => void;
  readonly onOffer: (offerId: string) => void;
  readonly onFormat: (formatId: FormatId) => void;
  readonly onCollapse: (collapsed: boolean) => void;
  /** It was dragged and let go at this point of the window. */
  readonly onDrop: (x: number, y: number) => void;
}

/** The chip's elements. */
export interface View {
  /** What the page sees of it. */
  readonly host: HTMLElement;
  /** What a person sees of it. */
  readonly chip: HTMLElement;
  /** Puts it on the page, or back in its place where the page has thrown it away or moved it. @returns whether it stands there as itself */
  attach(): boolean;
  readonly remove: () => void;
  /** Draws what is offered; `formatId` is what a click copies now. */
  draw(state: ChipState, formatId: FormatId): void;
  place(corner: Corner, isDark: boolean, isHidden: boolean): void;
  /** Says something in the chip's place and aloud; an empty text ends it. */
  say(words: string): void;
  /** Takes the focus, to be given back by Escape. */
  focus(): void;
}

/** A movement of the pointer that is longer moves the chip, pixels. */
const DRAG_FROM = 5;

/** What is done on the chip is nobody else's: a terminal would take the keys for its own. */
const OWN_EVENTS = ['click', 'keydown', 'keyup', 'keypress', 'pointerdown', 'pointerup', 'mousedown', 'mouseup'];

/** Makes the chip, in a closed shadow tree of one host. */
export function createView(text: ChipText, acts: Acts): View {
  let menu: HTMLElement | undefined;
  let shown: ChipState | undefined;
  let shownFormat: FormatId | undefined;
  let said = '';
  let looks = '';
  let cameFrom: Element | null = null;
  let isDragged = false;

  const span = (name: string) => element('span', { class: name });
  const dot = span('dot');
  const name = span('name');
  const left = span('left');
  const as = span('as');
  const news = element('span', { class: 'news', role: 'status' });
  const copy = element('button', { class: 'copy' }, dot, name, left, as);
  const more = element('button', { class: 'more', 'aria-label': text('chip_more'), 'aria-haspopup': 'menu' });
  const chip = element('div', { class: 'chip', role: 'group', 'aria-label': text('chip_name') }, copy, more, news);
  const host = element('div');
  const shadow = host.attachShadow({ mode: 'closed' });
  dress(shadow);
  shadow.append(chip);

  const draw = (state: ChipState, formatId = state.formatId) => {
    const [offer] = state.offers;
    if (!offer) return;
    shown = state;
    shownFormat = formatId;
    const time = timeLeft(text, offer.expiresAtMs - Date.now());
    const format = state.formats.find(({ id }) => id === formatId)?.label ?? '';
    setText(name, said || offer.label);
    setText(left, said ? '' : time);
    setText(as, said ? '' : format);
    set(dot, 'class', `dot ${offer.colour}`);
    const label = text('chip_copy', offer.label, format, time);
    set(copy, 'aria-label', label);
    set(copy, 'title', state.collapsed ? label : text('chip_copy_hint'));
    paint();
  };
  const paint = () => {
    const isSmall = shown?.collapsed && !menu && !said;
    set(chip, 'class', `chip ${looks}${isSmall ? ' small' : ''}${said && ' done'}`);
  };

  const toggleMenu = () => {
    const wasOpen = menu;
    menu?.remove();
    menu = undefined;
    set(more, 'aria-expanded', String(!wasOpen));
    if (wasOpen || !shown) {
      if (shown) draw(shown, shownFormat);
      more.focus();
      return;
    }
    const choice = (label: string, isOn: boolean, act: () => void, ...before: Node[]) => {
      const item = element('button', { role: 'menuitemradio', 'aria-checked': String(isOn) }, ...before, label);
      item.addEventListener('click', (event) => {
        if (!event.isTrusted) return;
        toggleMenu();
        act();
      });
      return item;
    };
    const { offers, formats, collapsed } = shown;
    const sessions = offers.map(({ id, label, colour }, index) =>
      choice(label, index === 0, () => acts.onOffer(id), span(`dot ${colour}`)),
    );
    menu = element(
      'div',
      { class: 'menu', role: 'menu', 'aria-label': text('chip_more') },
      ...(sessions.length > 1 ? [element('p', {}, text('chip_session')), ...sessions, element('hr')] : []),
      element('p', {}, text('chip_format')),
      ...formats.map(({ id, label }) => choice(label, id === shownFormat, () => acts.onFormat(id))),
      element('hr'),
      choice(text(collapsed ? 'chip_expand' : 'chip_collapse'), false, () => acts.onCollapse(!collapsed)),
    );
    chip.append(menu);
    draw(shown, shownFormat);
    menu.querySelector<HTMLElement>('[aria-checked=true]')?.focus();
  };

  for (const event of OWN_EVENTS) host.addEventListener(event, (own) => own.stopPropagation());
  // The cursor stays where the person is about to paste.
  chip.addEventListener('mousedown', (event) => event.preventDefault());
  copy.addEventListener('click', (event) => {
    if (isDragged) isDragged = false;
    // A dot opens first: what it would copy is to be read before.
    else if (shown?.collapsed && !menu && event.isTrusted) toggleMenu();
    else acts.onCopy(event);
  });
  more.addEventListener('click', (event) => event.isTrusted && toggleMenu());
  chip.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      if (menu) toggleMenu();
      else if (cameFrom instanceof HTMLElement) cameFrom.focus();
      else (shadow.activeElement as HTMLElement | null)?.blur();
      return;
    }
    const items = [...(menu?.querySelectorAll('button') ?? [])];
    const at = items.indexOf(shadow.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || items.length === 0) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  });

  let from: PointerEvent | undefined;
  copy.addEventListener('pointerdown', (event) => {
    isDragged = false;
    if (!event.isTrusted || event.button !== 0) return;
    from = event;
    // A quick hand is out of the button before it has moved at all.
    copy.setPointerCapture(event.pointerId);
  });
  copy.addEventListener('pointermove', (event) => {
    if (!from || !event.isTrusted) return;
    const x = event.clientX - from.clientX;
    const y = event.clientY - from.clientY;
    if (!isDragged && Math.hypot(x, y) < DRAG_FROM) return;
    isDragged = true;
    chip.style.transform = `translate(${x}px, ${y}px)`;
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    copy.addEventListener(end, ({ clientX, clientY }) => {
      if (from && isDragged) acts.onDrop(clientX, clientY);
      from = undefined;
      chip.style.transform = '';
    });
  }

  return {
    host,
    chip,
    attach() {
      const root = page.root();
      if (host.parentNode !== root) root?.append(host);
      return getComputedStyle(chip).position === 'fixed';
    },
    remove: () => host.remove(),
    draw,
    place(corner, isDark, isHidden) {
      looks = isDark ? `${corner} dark` : corner;
      chip.hidden = isHidden;
      paint();
    },
    say(words) {
      said = words;
      setText(news, words);
      if (shown) draw(shown, shownFormat);
    },
    focus() {
      cameFrom = page.active();
      copy.focus();
    },
  };
}

/** A sheet of the shadow tree's own is beyond the page's policy; where scripts of extensions may not adopt one (Firefox), an element. */
function dress(shadow: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(element('style', {}, STYLE));
  }
}

// Only what is new is written: a page's own observers of layout are left in peace.
function setText(node: HTMLElement, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}

function set(node: HTMLElement, key: string, value: string): void {
  if (node.getAttribute(key) !== value) node.setAttribute(key, value);
}
