import { expect } from 'playwright/test';
import type { Page } from 'puppeteer-core';
import type { MessageType, RequestOf, ResponseOf } from '../src/messages/protocol.ts';
import type { StintInFirefox } from './firefox.ts';
import type { LocalUser } from './local-sts/accounts.ts';
import type { LocalSts } from './local-sts/local-sts.ts';

interface Runtime {
  readonly chrome: { readonly runtime: { sendMessage(message: unknown): Promise<unknown> } };
}

/** A real Firefox where `dev` is signed in. */
export interface SignedIn {
  /** A page of the settings. */
  readonly options: Page;
  readonly profileId: string;
  readonly send: <T extends MessageType>(type: T, request: RequestOf<T>) => Promise<ResponseOf<T>>;
}

/** A vault that opens by itself, a profile `dev` of `user`, and a session of it: by the messages that the pages send. */
export async function signIn(stint: StintInFirefox, sts: LocalSts, user: LocalUser): Promise<SignedIn> {
  const options = await stint.open('src/options/index.html#sites');
  await options.bringToFront();
  await options.waitForSelector('main');
  const send: SignedIn['send'] = async (type, request) => {
    const reply = await options.evaluate(
      (message) => (globalThis as unknown as Runtime).chrome.runtime.sendMessage(message),
      { type, request },
    );
    expect(reply, type).toMatchObject({ ok: true });
    return (reply as { value: never }).value;
  };
  await send('create-vault', { protection: 'this-browser' });
  const { accessKeyId, secretAccessKey, mfaSerial } = user;
  const { profileId } = await send('save-profile', {
    draft: {
      name: 'dev',
      region: 'eu-central-1',
      colour: 'green',
      endpointUrl: sts.origin,
      mfaSerial,
      durationSeconds: 3600,
      keys: { accessKeyId, secretAccessKey },
    },
  });
  await send('start-session', { profileId, tokenCode: user.device.freshCode(), durationSeconds: 3600 });
  return { options, profileId, send };
}
