import { expect, test } from 'vitest';
import { createVaultId, createVaultKey } from './data-key.ts';
import { newHeader } from './header.ts';
import { codeOf } from './testing/examples.ts';
import { makeThisBrowserSlot, openThisBrowserSlot } from './this-browser-slot.ts';

const { crypto } = globalThis;

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

async function example() {
  const dataKey = createVaultKey(crypto);
  const vaultId = createVaultId(crypto);
  const key = await newKey();
  const slot = await makeThisBrowserSlot({ crypto, key, keyId: 'key-1', vaultId, dataKey });
  return { dataKey, vaultId, key, slot, header: await newHeader({ crypto, dataKey, vaultId, slots: [slot] }) };
}

test('opens with the key it was made with, out of a header that was stored', async () => {
  const { dataKey, key, header, slot } = await example();
  expect(header.slots).toEqual([slot]);
  expect(await openThisBrowserSlot({ crypto, header, slot, key })).toEqual(dataKey);
});

test('opens with no other key, id, key id or vault', async () => {
  const { dataKey, key, header, slot } = await example();
  const elsewhere = await newHeader({ crypto, dataKey, vaultId: createVaultId(crypto), slots: [slot] });
  const cases = [
    { header, slot, key: await newKey() },
    { header, slot: { ...slot, id: createVaultId(crypto) }, key },
    { header, slot: { ...slot, keyId: 'key-2' }, key },
    { header: elsewhere, slot, key },
  ];
  for (const given of cases) {
    expect(await codeOf(() => openThisBrowserSlot({ crypto, ...given }))).toBe('device-key-missing');
  }
});

test('a slot around another data key is found out', async () => {
  const { vaultId, key, header } = await example();
  const dataKey = createVaultKey(crypto);
  const slot = await makeThisBrowserSlot({ crypto, key, keyId: 'key-1', vaultId, dataKey });
  expect(await codeOf(() => openThisBrowserSlot({ crypto, header, slot, key }))).toBe('vault-damaged');
});
