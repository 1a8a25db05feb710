import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { send, signedCall, textOf } from './signed-call.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

it('runs alone: prints what one needs, takes the printed code once, tells of it, ends on Ctrl-C', async () => {
  const child = spawn(process.execPath, ['--import', 'jiti/register', MAIN], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  let onPrinted = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
    onPrinted();
  });
  const printedBy = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const match = pattern.exec(printed)?.[1];
      if (match !== undefined) return match;
      await new Promise<void>((resolve) => {
        onPrinted = resolve;
      });
    }
  };

  const code = await printedBy(/^MFA code (\d{3} \d{3}) /m);
  const origin = await printedBy(/^Endpoint URL +(\S+)$/m);
  const serial = await printedBy(/^MFA device +(\S+)$/m);
  const keys = {
    accessKeyId: await printedBy(/^Access key ID +(\S+)$/m),
    secretAccessKey: await printedBy(/^Secret access key +(\S+)$/m),
  };
  expect(serial).toMatch(/^arn:aws:iam::\d{12}:mfa\/demo$/);
  await printedBy(/^for an authenticator +(otpauth:\/\/totp\/\S+)$/m);

  const call = async () =>
    send(
      origin,
      await signedCall(
        keys,
        { Action: 'GetSessionToken', SerialNumber: serial, TokenCode: code.replace(' ', '') },
        { host: new URL(origin).host, atMs: Date.now() },
      ),
    );
  expect(textOf(await call(), 'AccessKeyId')).toMatch(/^ASIA/);
  expect(textOf(await call(), 'Code')).toBe('AccessDenied');
  await printedBy(/^\d\d:\d\d:\d\d {2}(GetSessionToken {2}200 OK)$/m);
  await printedBy(/^\d\d:\d\d:\d\d {2}(GetSessionToken {2}403 AccessDenied \(reused\))$/m);

  child.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
  await expect(call()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  // Starting a process that compiles as it loads takes long on a busy computer.
}, 60_000);
