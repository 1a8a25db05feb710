import type { ChipNews, ChipState, CopyOutcome } from '../messages/chip.ts';
import type { ChipChoice, Reply } from '../messages/protocol.ts';
import { freeCorner, nearestCorner } from './corners.ts';
import { isField, SINGLE_VALUES, type SingleValue, valueFor } from './field-fit.ts';
import { isDarkPage } from './look.ts';
import { onWindow, page } from './safe-document.ts';
import { type Seen, watchSeen } from './seen.ts';
import type { ChipText } from './texts.ts';
import { createView, type View } from './view.ts';

/** The browser, as the chip knows it. */
interface World {
  /** Sends a message to the background; rejects when the extension is gone. */
  readonly deliver: (message: unknown) => Promise<unknown>;
  readonly isConnected: () => boolean;
  readonly onNews: (listener: (news: ChipNews) => void) => () => void;
  readonly text: ChipText;
}

/** A chip that runs. */
export interface Chip {
  /** Ends it and leaves nothing behind. */
  stop(): void;
}

/** How often the time left, the look and the extension itself are looked after, milliseconds. */
const TICK_MS = 1000;
/** How long the answer to a click stands, milliseconds. */
const SAID_MS = 2500;

const SAYS = {
  copied: 'chip_copied',
  asked: 'chip_asked',
  'popup-closed': 'chip_popup_closed',
  gone: 'chip_gone',
} as const satisfies Record<CopyOutcome, string>;

/** Runs the chip on this page until the site is taken off the list or the extension is updated. Without a live session there is nothing. */
export function startChip({ deliver, isConnected, onNews, text }: World): Chip {
  /** What ends listening for the whole of the page's life, and for the time a chip is shown. */
  const stops: (() => void)[] = [];
  const unshow: (() => void)[] = [];
  let state: ChipState | undefined;
  let view: View | undefined;
  let seen: Seen | undefined;
  /** The value that fits the field being filled in, and that field. */
  let fit: SingleValue | undefined;
  let field: HTMLElement | undefined;
  let focusedAtMs = 0;
  let turn = 0;
  let isOver = false;

  const hide = () => {
    for (const stop of unshow.splice(0)) stop();
    view = undefined;
    seen = undefined;
  };
  const stop = () => {
    isOver = true;
    hide();
    for (const end of stops.splice(0)) end();
  };

  /** @returns the answer, or `undefined` when there was none; then the extension is gone, or will be asked again */
  const send = async (type: string, request: object): Promise<unknown> => {
    let reply: Reply | undefined;
    try {
      reply = (await deliver({ type, request })) as Reply | undefined;
    } catch {
      reply = undefined;
    }
    if (!isConnected()) stop();
    return reply?.ok ? reply.value : undefined;
  };

  const ask = async () => {
    turn += 1;
    const mine = turn;
    const answer = (await send('ask-offer', {})) as ChipState | undefined;
    if (mine !== turn || isOver) return;
    state = answer;
    if (!state?.offers.length) hide();
    else if (view) draw();
    else show();
  };
  const look = () => void ask();

  const formatOf = ({ formats, formatId }: ChipState) => formats.find(({ id }) => id === fit)?.id ?? formatId;

  const draw = () => {
    if (!state || !view) return;
    const { chip } = view;
    view.attach();
    view.draw(state, formatOf(state));
    const size = { width: chip.offsetWidth, height: chip.offsetHeight };
    const taken = field?.isConnected ? field.getBoundingClientRect() : undefined;
    view.place(freeCorner(state.corner, taken, size, windowSize()), isDarkPage(), page.isFullScreen());
  };

  const attend = (target: unknown) => {
    if (!isField(target)) return;
    field = target;
    fit = valueFor(target);
    draw();
  };

  const choose = (choice: ChipChoice) => {
    // Shown at once; the answer to the next question confirms it.
    if (state) state = { ...state, ...choice };
    draw();
    void send('choose', choice).then(look);
  };

  const copy = async (event: MouseEvent) => {
    const [offer] = state?.offers ?? [];
    // No page can click here for a person.
    if (!event.isTrusted || !state || !offer || !seen) return;
    const isSeen = await seen.confirm(event.detail === 0 ? focusedAtMs : 0);
    const copied = fit;
    const request = { offerId: offer.id, formatId: formatOf(state), seen: isSeen };
    const answer = (await send('copy-offer', request)) as { outcome: CopyOutcome } | undefined;
    const outcome = answer?.outcome ?? 'gone';
    const said = view;
    said?.say(text(SAYS[outcome]));
    setTimeout(() => said?.say(''), SAID_MS);
    if (outcome === 'gone') look();
    // The next value of the same form, in the order people paste.
    if (outcome === 'copied' && copied && copied === fit) fit = SINGLE_VALUES[SINGLE_VALUES.indexOf(copied) + 1];
  };

  const show = () => {
    const made = createView(text, {
      onCopy: (event) => void copy(event),
      onOffer: (offerId) => choose({ offerId }),
      onFormat(chosen) {
        fit = undefined;
        choose({ formatId: chosen });
      },
      onCollapse: (collapsed) => choose({ collapsed }),
      onDrop: (x, y) => choose({ corner: nearestCorner(x, y, windowSize()) }),
    });
    unshow.push(made.remove);
    // The page's policy may forbid a style (Firefox): then rather nothing than a ruin.
    if (!made.attach()) {
      hide();
      return;
    }
    view = made;
    seen = watchSeen(made.host, made.chip);
    const timer = setInterval(() => {
      if (!isConnected()) stop();
      else if (state?.offers.some(({ expiresAtMs }) => expiresAtMs <= Date.now())) look();
      else draw();
    }, TICK_MS);
    made.chip.addEventListener('focusin', () => {
      focusedAtMs = performance.now();
    });
    unshow.push(
      seen.stop,
      () => clearInterval(timer),
      onWindow('focusin', (event) => event.target === made.host || attend(event.composedPath()[0])),
      onWindow('resize', draw),
      on(document, 'fullscreenchange', draw),
    );
    draw();
    attend(page.active());
  };

  stops.push(
    // A page that changes its address without loading; where the browser does not tell, coming back to the page asks again.
    on((globalThis as { navigation?: EventTarget }).navigation, 'currententrychange', look),
    on(document, 'visibilitychange', () => page.isHidden() || look()),
    onWindow('pageshow', ({ persisted }) => persisted && look()),
    onNews((news) => {
      if (news === 'go') stop();
      else if (news === 'focus') view?.focus();
      else look();
    }),
  );
  look();
  return { stop };
}

function on(target: EventTarget | undefined, name: string, listener: () => void): () => void {
  target?.addEventListener(name, listener);
  return () => target?.removeEventListener(name, listener);
}

function windowSize(): { width: number; height: number } {
  return { width: innerWidth, height: innerHeight };
}
