// The embedded STS on its own: `npm run local-sts [-- --port 4566 --tls-port 4567]`.
import { parseArgs } from 'node:util';
import { msUntilNextStep } from './clock.ts';
import { codeLine, demoLines, seedDemo } from './demo.ts';
import { startLocalSts } from './local-sts.ts';
import type { LoggedRequest } from './request-log.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, 'tls-port': { type: 'string' } } });

const sts = await startLocalSts({ port: portFrom(values.port), tlsPort: portFrom(values['tls-port']) });
const user = seedDemo(sts);
const terminal = process.stdout.isTTY;
let timer: NodeJS.Timeout;

print(['An STS on this computer. Its keys and codes are made up and worth nothing elsewhere.', '']);
print([...demoLines(sts, user), '']);
sts.requests.onOutcome((entry) => print([requestLine(entry)]));
showCode();

process.once('SIGINT', stop);
process.once('SIGTERM', stop);

function portFrom(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`Not a port: ${text}`);
  return port;
}

/** On a terminal one line, rewritten each second; elsewhere a new line for each new code. */
function showCode(): void {
  const nowMs = sts.clock.nowMs();
  const line = codeLine(user, nowMs);
  process.stdout.write(terminal ? `\r\u001b[2K${line}` : `${line}\n`);
  timer = setTimeout(showCode, terminal ? 1000 - (nowMs % 1000) : msUntilNextStep(nowMs));
}

function print(lines: readonly string[]): void {
  if (terminal) process.stdout.write('\r\u001b[2K');
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (terminal && timer !== undefined) process.stdout.write(codeLine(user, sts.clock.nowMs()));
}

function requestLine({ receivedAtMs, operation, method, outcome }: LoggedRequest): string {
  const time = new Date(receivedAtMs).toISOString().slice(11, 19);
  const detail = outcome?.detail === undefined ? '' : ` (${outcome.detail})`;
  return `${time}  ${operation ?? method}  ${outcome?.status ?? '-'} ${outcome?.code ?? ''}${detail}`.trimEnd();
}

function stop(): void {
  clearTimeout(timer);
  if (terminal) process.stdout.write('\n');
  void sts.stop();
}
