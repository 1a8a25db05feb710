import type { GeneratedExtension } from './write-extension.ts';

/** Whom the floor signs in as, and where. */
export interface FloorAccount {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSerial: string;
  readonly region: string;
  /** STS's origin, without a slash at its end. */
  readonly endpoint: string;
}

/**
 * The whole job with nothing around it: the sixth digit goes to the worker, which signs one GetSessionToken by hand and fetches it, and
 * the popup shows what came; Copy asks the worker for the text. No vault, no checks, no second profile, no error a person could read.
 */
export function floorExtension(account: FloorAccount): GeneratedExtension {
  return {
    name: 'floor',
    files: { 'popup.html': POPUP, 'popup.js': POPUP_SCRIPT, 'worker.js': workerScript(account) },
  };
}

const POPUP = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Floor</title></head>
  <body>
    <input aria-label="MFA code" inputmode="numeric" autocomplete="one-time-code" autofocus>
    <p id="key"></p>
    <p role="timer" aria-label="Time left"></p>
    <button aria-label="Copy" disabled>Copy</button>
    <script src="popup.js"></script>
  </body>
</html>
`;

const POPUP_SCRIPT = `const find = (selector) => document.querySelector(selector);
find('input').addEventListener('input', async ({ target }) => {
  if (target.value.length !== 6) return;
  const { accessKeyId, expiration } = await chrome.runtime.sendMessage({ type: 'start', code: target.value });
  find('#key').textContent = accessKeyId;
  find('[role=timer]').textContent = expiration;
  find('button').disabled = false;
});
find('button').addEventListener('click', async () => {
  await navigator.clipboard.writeText(await chrome.runtime.sendMessage({ type: 'copy' }));
});
`;

/** Signature Version 4 as its documentation has it, for this one request. */
const workerScript = (account: FloorAccount) => `const account = ${JSON.stringify(account)};
const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (text) => hex(await crypto.subtle.digest('SHA-256', bytes(text)));
async function hmac(key, text) {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return crypto.subtle.sign('HMAC', imported, bytes(text));
}

async function getSessionToken(code) {
  const body = new URLSearchParams({
    Action: 'GetSessionToken', Version: '2011-06-15', DurationSeconds: '3600', SerialNumber: account.mfaSerial, TokenCode: code,
  }).toString();
  const date = new Date().toISOString().replace(/[-:]|\\.\\d+/g, '');
  const type = 'application/x-www-form-urlencoded';
  const names = 'content-type;host;x-amz-date';
  const headers = 'content-type:' + type + '\\nhost:' + new URL(account.endpoint).host + '\\nx-amz-date:' + date + '\\n';
  const request = ['POST', '/', '', headers, names, await sha256(body)].join('\\n');
  const scope = [date.slice(0, 8), account.region, 'sts', 'aws4_request'];
  let key = bytes('AWS4' + account.secretAccessKey);
  for (const part of scope) key = await hmac(key, part);
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), await sha256(request)].join('\\n');
  const authorization = 'AWS4-HMAC-SHA256 Credential=' + account.accessKeyId + '/' + scope.join('/') +
    ', SignedHeaders=' + names + ', Signature=' + hex(await hmac(key, text));
  const reply = await fetch(account.endpoint + '/', {
    method: 'POST', body, headers: { 'content-type': type, 'x-amz-date': date, authorization },
  });
  const xml = await reply.text();
  const field = (name) => xml.split('<' + name + '>')[1].split('</' + name + '>')[0];
  return {
    accessKeyId: field('AccessKeyId'), secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'), expiration: field('Expiration'),
  };
}

let credentials;
chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (message.type === 'copy') {
    reply("export AWS_ACCESS_KEY_ID='" + credentials.accessKeyId + "'\\nexport AWS_SECRET_ACCESS_KEY='" +
      credentials.secretAccessKey + "'\\nexport AWS_SESSION_TOKEN='" + credentials.sessionToken + "'\\n");
    return;
  }
  const asked = performance.now();
  getSessionToken(message.code).then((answer) => {
    credentials = answer;
    reply({ accessKeyId: answer.accessKeyId, expiration: answer.expiration, fetchMs: performance.now() - asked });
  });
  return true;
});
`;
