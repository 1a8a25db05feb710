import { createContext, runInContext } from 'node:vm';
import type { getCallerIdentity, getSessionToken, rehearse } from '../platform/sts.ts';
import { classicBundle } from './classic-bundle.ts';

/** One call of `fetch`, as it was made. */
interface Fetched {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Record<string, string>; readonly body: string };
}

/** STS's door as it is built, in a world that has what a worker has and nothing else. */
export interface WorkerSts {
  readonly getCallerIdentity: typeof getCallerIdentity;
  readonly getSessionToken: typeof getSessionToken;
  readonly rehearse: typeof rehearse;
  /** What was asked of `fetch`. */
  readonly fetched: Fetched[];
  /** The deadlines that were set, milliseconds. */
  readonly deadlines: number[];
  /** How many bytes of replies were read. */
  bytesRead(): number;
  /** Lets every deadline set so far pass. */
  passDeadlines(): void;
  /** What the browser says of the network. */
  setOnLine(onLine: boolean): void;
  /** Takes the place of the network; `undefined` gives it back. */
  setFetch(answer: ((fetched: Fetched) => Promise<Response>) | undefined): void;
}

/** Names that a window has and a worker has not; anything of the bundle that needs them fails here as it would there. */
const WINDOW_ONLY = [
  'window',
  'document',
  'DOMParser',
  'XMLHttpRequest',
  'localStorage',
  'process',
  'Buffer',
  'require',
];

let bundle: Promise<string> | undefined;

/** For tests only: builds `platform/sts.ts` as the background has it and runs it in a bare global of its own. */
export async function loadWorkerSts(): Promise<WorkerSts> {
  bundle ??= classicBundle('src/platform/sts.ts');
  const fetched: Fetched[] = [];
  const deadlines: number[] = [];
  const controllers: AbortController[] = [];
  let bytesRead = 0;
  let answer: ((fetched: Fetched) => Promise<Response>) | undefined;
  const network = { onLine: true };
  const counted = (reply: Response): Response => {
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytesRead += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    return new Response(reply.body?.pipeThrough(counter) ?? null, reply);
  };
  const world = createContext({
    fetch: async (url: string, init: Fetched['init']) => {
      fetched.push({ url, init });
      return counted(await (answer ? answer({ url, init }) : fetch(url, init)));
    },
    AbortSignal: {
      timeout(ms: number) {
        const controller = new AbortController();
        deadlines.push(ms);
        controllers.push(controller);
        return controller.signal;
      },
    },
    navigator: network,
    crypto: globalThis.crypto,
    TextEncoder,
    TextDecoder,
    URL,
    console,
  });
  runInContext('globalThis.self = globalThis', world);
  const present = WINDOW_ONLY.filter((name) => runInContext(`typeof ${name}`, world) !== 'undefined');
  if (present.length > 0) throw new Error(`this is no worker: it has ${present.join(', ')}`);
  runInContext(await bundle, world);
  const built = runInContext('stint', world) as Pick<WorkerSts, 'getCallerIdentity' | 'getSessionToken' | 'rehearse'>;
  return {
    getCallerIdentity: built.getCallerIdentity,
    getSessionToken: built.getSessionToken,
    rehearse: built.rehearse,
    fetched,
    deadlines,
    bytesRead: () => bytesRead,
    passDeadlines() {
      for (const controller of controllers.splice(0)) controller.abort(new DOMException('timed out', 'TimeoutError'));
    },
    setOnLine(onLine) {
      network.onLine = onLine;
    },
    setFetch(next) {
      answer = next;
    },
  };
}
