import type { LocalUser } from './accounts.ts';
import { msUntilNextStep } from './clock.ts';
import type { LocalSts } from './local-sts.ts';

/** The user the demonstration signs in as: an IAM user `demo` with keys and one virtual MFA device. */
export function seedDemo(sts: LocalSts): LocalUser {
  return sts.addUser({ userName: 'demo' });
}

/** What a newcomer copies into the profile form, one `name  value` a line. */
export function demoLines(sts: LocalSts, user: LocalUser): string[] {
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['Endpoint URL', sts.origin],
    ['over TLS', `${sts.tlsOrigin} (certificate made for this run)`],
    ['Access key ID', user.accessKeyId],
    ['Secret access key', user.secretAccessKey],
    ['MFA device', user.mfaSerial],
    ['for an authenticator', user.device.otpauthUri],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

/**
 * The code the user's device shows at `nowMs` (the server's time) and how long it lasts: `MFA code 492 718  (next in 17 s)`.
 */
export function codeLine(user: LocalUser, nowMs: number): string {
  const code = user.currentCode(nowMs);
  const seconds = Math.ceil(msUntilNextStep(nowMs) / 1000);
  return `MFA code ${code.slice(0, 3)} ${code.slice(3)}  (next in ${seconds} s)`;
}
