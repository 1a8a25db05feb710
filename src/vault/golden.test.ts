import { describe, expect, test } from 'vitest';
import { argon2id } from './argon2.ts';
import { fromBase64 } from './base64.ts';
import { openGeneration } from './generation.ts';
import golden from './golden/format-1.json';
import goldenRecords from './golden/session-records.json';
import { type PassphraseSlot, parseHeader, replaceSlot, type ThisBrowserSlot } from './header.ts';
import { openPassphraseSlot } from './passphrase-slot.ts';
import { VaultStore } from './store.ts';
import { codeOf, examplePassphraseSlot, exampleProfile } from './testing/examples.ts';
import { FaultyPlaces } from './testing/faulty-places.ts';
import { openThisBrowserSlot } from './this-browser-slot.ts';
import { unlockVault } from './unlock.ts';

const { crypto } = globalThis;
const { passphrase, sealed, stored } = golden;
const dataKey = fromBase64(golden.dataKey) ?? new Uint8Array();
const deviceKey = fromBase64(golden.deviceKey) ?? new Uint8Array();
const header = parseHeader(sealed.header);
const [production, role, local] = stored.profiles;
const [session, strangeSession] = stored.sessions;

const opening = (given: string) => (around: typeof header) => {
  const slot = around.slots.find((item): item is PassphraseSlot => item.kind === 'passphrase');
  if (!slot) throw new Error('no passphrase slot');
  return openPassphraseSlot({ crypto, argon2id, header: around, slot, passphrase: given });
};

const placesWith = (record: unknown) => {
  const text = JSON.stringify(record);
  const items: [string, string][] = [
    ['vault.0', text],
    ['vault.1', text],
  ];
  return new FaultyPlaces(items, text);
};

/** The body's text as it is sealed now, without its padding. */
async function storedNow(places: FaultyPlaces): Promise<typeof stored> {
  const { contents } = await openGeneration(crypto, dataKey, JSON.parse(places.copy ?? '{}'));
  const { unread, ...rest } = contents;
  const merged = { ...rest, profiles: [...contents.profiles, ...unread.profiles] };
  return JSON.parse(JSON.stringify({ ...merged, sessions: [...contents.sessions, ...unread.sessions] }));
}

describe('a vault of format 1 from long ago', () => {
  test('opens with its passphrase, typed in either form, and with no other', async () => {
    expect(await opening(passphrase)(header)).toEqual(dataKey);
    expect(await opening('Gru\u0308ße, full width 😀')(header)).toEqual(dataKey);
    expect(await codeOf(() => opening('Grüsse, full width 😀')(header))).toBe('wrong-passphrase');
  });

  test('opens with the key of its browser', async () => {
    const slot = header.slots.find((item): item is ThisBrowserSlot => item.kind === 'this-browser');
    if (!slot) throw new Error('no slot for this browser');
    const key = await crypto.subtle.importKey('raw', deviceKey, 'AES-GCM', false, ['decrypt']);
    expect(await openThisBrowserSlot({ crypto, header, slot, key })).toEqual(dataKey);
  });

  test('reads as it was written, with what this version cannot read kept apart', async () => {
    const { contents, sequence } = await openGeneration(crypto, dataKey, sealed);
    expect(sequence).toBe(42);
    expect(contents).toEqual({
      schema: 1,
      later: stored.later,
      profiles: [production, local],
      sessions: [session],
      unread: { profiles: [role], sessions: [strangeSession] },
    });
  });

  test('is rewritten with every field and every item it does not know', async () => {
    const places = placesWith(sealed);
    const store = new VaultStore(places);
    await store.update(dataKey, (contents) => ({
      ...contents,
      profiles: [...contents.profiles.map((item) => ({ ...item, region: 'eu-west-1' })), exampleProfile('new')],
    }));
    expect(await storedNow(places)).toEqual({
      ...stored,
      profiles: [
        { ...production, region: 'eu-west-1' },
        { ...local, region: 'eu-west-1' },
        exampleProfile('new'),
        role,
      ],
      // What this version can read lies in a record of its own from now on.
      sessions: [strangeSession],
    });
    expect(JSON.parse(places.copy ?? '{}').header).toBe(sealed.header);
    expect(Object.keys(JSON.parse(places.items.get('vault.sessions') ?? ''))).toEqual([session?.id]);
    const { contents } = await store.read(dataKey);
    expect(contents.sessions).toEqual([session]);
    expect(contents.unread).toEqual({ profiles: [role], sessions: [strangeSession] });
  });

  test('takes another passphrase and keeps the slot it does not know', async () => {
    const places = placesWith(sealed);
    const slot = await examplePassphraseSlot('a new passphrase', header.vaultId, dataKey);
    const changed = replaceSlot(header, slot);
    await new VaultStore(places).replaceHeader(dataKey, changed.text);
    const [, unknown, browser] = JSON.parse(sealed.header).slots;
    const now = JSON.parse(JSON.parse(places.copy ?? '{}').header);
    expect(now).toEqual({ ...JSON.parse(sealed.header), revision: 4, slots: [slot, unknown, browser] });
    expect(now.slots[1].kind).toBe('passkey');
    expect(await unlockVault(places, opening('a new passphrase'))).toEqual(dataKey);
    expect(await codeOf(() => unlockVault(places, opening(passphrase)))).toBe('wrong-passphrase');
  });

  test('its slots do not move to another vault of the same data key', async () => {
    const moved = { ...JSON.parse(sealed.header), vaultId: Buffer.alloc(16, 1).toString('base64') };
    expect(await codeOf(() => opening(passphrase)(parseHeader(JSON.stringify(moved))))).toBe('wrong-passphrase');
  });

  test('its session records open to the letter, and outlive a write with what this version cannot read', async () => {
    const places = placesWith(sealed);
    places.items.set('vault.sessions', JSON.stringify(goldenRecords.records));
    const [first, second] = goldenRecords.sessions;
    const store = new VaultStore(places);
    const { contents, health } = await store.read(dataKey);
    // Those in the body count no more.
    expect(contents.sessions).toEqual([second, first]);
    expect(health).toMatchObject({ damaged: 0, lostSessions: false });
    await store.update(dataKey, (now) => ({ ...now, sessions: now.sessions.slice(0, 1) }));
    const { [first?.id ?? '']: _, ...left } = goldenRecords.records as Record<string, unknown>;
    expect(JSON.parse(places.items.get('vault.sessions') ?? '')).toEqual(left);
    expect((await storedNow(places)).sessions).toEqual([strangeSession]);
  });
});
