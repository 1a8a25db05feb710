import type { CDPSession, Page } from 'playwright';
import { expect } from 'playwright/test';

/** A node as the debugger gives it, closed shadow trees among them. */
interface DomNode {
  readonly nodeId: number;
  readonly backendNodeId: number;
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function attribute(node: DomNode, name: string): string | undefined {
  const at = (node.attributes ?? []).findIndex((item, index) => index % 2 === 0 && item === name);
  return at < 0 ? undefined : node.attributes?.[at + 1];
}

function find(node: DomNode, test: (node: DomNode) => boolean): DomNode | undefined {
  if (test(node)) return node;
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
    const found = find(child, test);
    if (found) return found;
  }
  return undefined;
}

function textOf(node: DomNode): string {
  return node.nodeName === '#text' ? node.nodeValue : (node.children ?? []).map(textOf).join(' ').trim();
}

/** The chip on a page, which no script of that page can look into: seen through the debugger, used by mouse and keys. */
export class ChipProbe {
  readonly page: Page;
  private readonly session: CDPSession;
  /** The script worlds of extensions in the page, oldest first. */
  private worlds: readonly number[] = [];

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.session = session;
    session.on('Runtime.executionContextCreated', ({ context: { id, origin } }) => {
      if (origin.startsWith('chrome-extension://')) this.worlds = [...this.worlds, id];
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.worlds = this.worlds.filter((id) => id !== executionContextId);
    });
    session.on('Runtime.executionContextsCleared', () => {
      this.worlds = [];
    });
  }

  static async on(page: Page): Promise<ChipProbe> {
    const session = await page.context().newCDPSession(page);
    const probe = new ChipProbe(page, session);
    await session.send('Runtime.enable');
    return probe;
  }

  /** Whether the chip's script runs in the page, with something to show or not. A world alone may be left of an earlier page. */
  async hasScript(): Promise<boolean> {
    return (await this.inWorld('typeof stintChip')) === 'object';
  }

  /** Runs in the chip's own world; nothing where it has none. */
  private async inWorld(expression: string): Promise<unknown> {
    const contextId = this.worlds.at(-1);
    if (contextId === undefined) return undefined;
    const { exceptionDetails, result } = await this.session.send('Runtime.evaluate', {
      contextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /**
   * Ends when a chip that were to come to the loaded page would stand there: scripts of extensions have had their turn, what they asked
   * is answered, since the background answers one page in order, and drawn.
   */
  async settles(): Promise<void> {
    const drawn = () =>
      this.page.evaluate(
        () =>
          new Promise<void>((done) => {
            requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));
          }),
      );
    await drawn();
    await this.inWorld("chrome.runtime.sendMessage({ type: 'ask-offer', request: {} })");
    await drawn();
  }

  /**
   * Ends when a copy that a click before had begun would have reached the background: the chip looks at itself once more in a new
   * frame, for 400 ms at most, and messages of one page arrive in order.
   */
  async hasSpoken(): Promise<void> {
    await this.inWorld(`new Promise((done) => {
      const observer = new IntersectionObserver(done, { threshold: [0, 0.99, 1], trackVisibility: true, delay: 100 });
      observer.observe(document.documentElement.lastElementChild);
      setTimeout(done, 450);
    }).then(() => chrome.runtime.sendMessage({ type: 'ask-offer', request: {} }))`);
  }

  /** The chip's group; `undefined` when there is none. */
  private async group(): Promise<DomNode | undefined> {
    const { root } = await this.session.send('DOM.getDocument', { depth: -1, pierce: true });
    return find(
      root as unknown as DomNode,
      (node) => attribute(node, 'role') === 'group' && attribute(node, 'aria-label') === 'Stint',
    );
  }

  async isThere(): Promise<boolean> {
    return (await this.group()) !== undefined;
  }

  async comes(): Promise<void> {
    await expect.poll(() => this.isThere(), { message: 'a chip on the page' }).toBe(true);
  }

  async goes(): Promise<void> {
    await expect.poll(() => this.isThere(), { message: 'a chip on the page' }).toBe(false);
  }

  /** The name of the button that copies. */
  async label(): Promise<string> {
    const group = await this.group();
    const button = group && find(group, (node) => attribute(node, 'class') === 'copy');
    return (button && attribute(button, 'aria-label')) ?? '';
  }

  /** Everything the chip shows, as text. */
  async text(): Promise<string> {
    const group = await this.group();
    return group ? textOf(group) : '';
  }

  /** Its classes: corner, look, size. */
  async classes(): Promise<string> {
    const group = await this.group();
    return (group && attribute(group, 'class')) ?? '';
  }

  async box(part: 'chip' | 'copy' | 'more' = 'chip'): Promise<Box> {
    const group = await this.group();
    const node = group && (part === 'chip' ? group : find(group, (item) => attribute(item, 'class') === part));
    if (!node) throw new Error(`There is no ${part}.`);
    return this.boxOf(node);
  }

  private async boxOf({ backendNodeId }: DomNode): Promise<Box> {
    const { quads } = await this.session.send('DOM.getContentQuads', { backendNodeId });
    const [quad] = quads;
    if (!quad) throw new Error('It is not drawn.');
    const xs = quad.filter((_, index) => index % 2 === 0);
    const ys = quad.filter((_, index) => index % 2 === 1);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  }

  /** The middle of a part, where a click goes. */
  async middle(part: 'copy' | 'more' = 'copy'): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = await this.box(part);
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** Waits until a click would count: the chip has stood still for longer than it has to. */
  async rests(): Promise<void> {
    let last = '';
    let since = Date.now();
    await expect
      .poll(
        async () => {
          const now = await this.box('copy').then(JSON.stringify, () => undefined);
          // While a page quarrels over its place it is not drawn for moments.
          if (now === undefined) return 0;
          if (now !== last) since = Date.now();
          last = now;
          return Date.now() - since;
        },
        { intervals: [100] },
      )
      .toBeGreaterThan(900);
  }

  /** Clicks as a person does, on the chip at rest. */
  async click(part: 'copy' | 'more' = 'copy'): Promise<void> {
    await this.rests();
    const { x, y } = await this.middle(part);
    await this.page.mouse.click(x, y);
  }

  /** Chooses in the open menu. */
  async choose(label: string): Promise<void> {
    const group = await this.group();
    const item = group && find(group, (node) => attribute(node, 'role') === 'menuitemradio' && textOf(node) === label);
    if (!item) throw new Error(`The menu has no ${label}.`);
    await this.session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: item.backendNodeId });
    const { x, y, width, height } = await this.boxOf(item);
    await this.page.mouse.click(x + width / 2, y + height / 2);
  }

  async says(words: string): Promise<void> {
    await expect.poll(() => this.text(), { message: 'what the chip says' }).toContain(words);
  }
}
