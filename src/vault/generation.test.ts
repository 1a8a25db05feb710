import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';
import { createVaultId, createVaultKey } from './data-key.ts';
import { openGeneration, readSealed, type SealedVault, sealGeneration } from './generation.ts';
import { newHeader, parseHeader, replaceSlot } from './header.ts';
import { paddedLength } from './padding.ts';
import {
  codeOf,
  exampleContents,
  exampleHeader,
  examplePassphraseSlot,
  exampleProfile,
  openWith,
  rememberingCrypto,
} from './testing/examples.ts';

const { crypto } = globalThis;
const contents = exampleContents('one');
const { header, dataKey } = await exampleHeader('correct horse battery staple');
const sealed = await sealGeneration(crypto, dataKey, header.text, 7, contents);

/** Only for the tests that open tens of thousands. */
const remembering = rememberingCrypto();

const open = (given: unknown, key = dataKey) => openGeneration(crypto, key, given);

/** The codes of opening each of `cases`, counted. */
async function tally(cases: Iterable<unknown>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let batch: Promise<string>[] = [];
  const settle = async () => {
    for (const code of await Promise.all(batch)) counts[code] = (counts[code] ?? 0) + 1;
    batch = [];
  };
  for (const item of cases) {
    batch.push(codeOf(() => openGeneration(remembering, dataKey, item)));
    if (batch.length === 512) await settle();
  }
  await settle();
  return counts;
}

test('opens as it was sealed, through JSON', async () => {
  const opened = await open(JSON.parse(JSON.stringify(sealed)));
  expect(opened).toEqual({ contents, header, sequence: 7 });
});

test('nothing of the contents is readable', () => {
  const text = JSON.stringify(sealed) + atob(sealed.body);
  const { keys, mfaSerial, name } = exampleProfile('one');
  for (const secret of [keys.secretAccessKey, keys.accessKeyId, mfaSerial, name, 'profiles']) {
    expect(text).not.toContain(secret);
  }
});

test('every seal has a nonce of its own, and so another body', async () => {
  const again = await Promise.all(
    Array.from({ length: 200 }, () => sealGeneration(crypto, dataKey, header.text, 7, contents)),
  );
  expect(new Set(again.map((item) => item.nonce)).size).toBe(200);
  expect(new Set(again.map((item) => item.body)).size).toBe(200);
});

test('the size tells only the step it is in', async () => {
  const sizeOf = async (names: number) => {
    const many = exampleContents(...Array.from({ length: names }, (_, at) => `profile-${at}`));
    return atob((await sealGeneration(crypto, dataKey, header.text, 1, many)).body).length;
  };
  expect(await sizeOf(0)).toBe(4096 + 16);
  expect(await sizeOf(1)).toBe(4096 + 16);
  const large = (await sizeOf(300)) - 16;
  expect(large).toBe(paddedLength(large));
});

test('another key is told apart from damage', async () => {
  expect(await codeOf(() => open(sealed, createVaultKey(crypto)))).toBe('vault-locked');
  expect(await codeOf(() => open(sealed, new Uint8Array(16)))).toBe('internal');
});

test('what could not be opened again is never sealed', async () => {
  const other = createVaultKey(crypto);
  expect(await codeOf(() => sealGeneration(crypto, other, header.text, 1, contents))).toBe('vault-locked');
  expect(await codeOf(() => sealGeneration(crypto, dataKey, '{}', 1, contents))).toBe('vault-damaged');
  const broken = { ...contents, profiles: [{ ...exampleProfile('one'), name: '' }] };
  expect(await codeOf(() => sealGeneration(crypto, dataKey, header.text, 1, broken))).toBe('internal');
});

test.each<[string, string, unknown]>([
  ['nothing', 'vault-damaged', undefined],
  ['null', 'vault-damaged', null],
  ['text', 'vault-damaged', JSON.stringify(sealed)],
  ['a list', 'vault-damaged', [sealed]],
  ['a later format', 'vault-newer', { ...sealed, format: 2 }],
  ['a later format of another shape', 'vault-newer', { format: 9, blob: 'AAAA' }],
  ['a later schema', 'vault-newer', { ...sealed, schema: 2 }],
  ['format 0', 'vault-damaged', { ...sealed, format: 0 }],
  ['schema 0', 'vault-damaged', { ...sealed, schema: 0 }],
  ['a format in quotes', 'vault-damaged', { ...sealed, format: '1' }],
  ['inherited fields', 'vault-damaged', Object.create(sealed)],
  ['no header', 'vault-damaged', { ...sealed, header: undefined }],
  ['the header as an object', 'vault-damaged', { ...sealed, header: JSON.parse(sealed.header) }],
  ['sequence 0', 'vault-damaged', { ...sealed, sequence: 0 }],
  ['a sequence too large to count', 'vault-damaged', { ...sealed, sequence: 2 ** 53 }],
  ['half a sequence', 'vault-damaged', { ...sealed, sequence: 7.5 }],
  ['another sequence', 'vault-damaged', { ...sealed, sequence: 8 }],
  ['no body', 'vault-damaged', { ...sealed, body: '' }],
  ['a nonce of 16 bytes', 'vault-damaged', { ...sealed, nonce: toBase64(new Uint8Array(16)) }],
  ['the nonce of none', 'vault-damaged', { ...sealed, nonce: toBase64(new Uint8Array(12)) }],
  ['a field of a later version beside', 'fine', { ...sealed, note: 1 }],
])('%s: %s', async (_, code, given) => {
  expect(await codeOf(() => open(given))).toBe(code);
});

// The bulk of the time is 50,000 forgeries; on a busy computer they take longer than a unit test may.
describe('every mutation is refused', { timeout: 120_000 }, () => {
  const body = fromBase64(sealed.body) ?? new Uint8Array();

  test('each bit of the sealed 4 KiB flipped', async () => {
    expect(body.length).toBe(4096 + 16);
    const counts = await tally(
      (function* () {
        for (let bit = 0; bit < body.length * 8; bit++) {
          const flipped = body.slice();
          flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          yield { ...sealed, body: Buffer.from(flipped).toString('base64') };
        }
      })(),
    );
    expect(counts).toEqual({ 'vault-damaged': 32_896 });
  });

  test('each truncation of the sealed 4 KiB, at either end', async () => {
    const counts = await tally(
      (function* () {
        for (let length = 0; length < body.length; length++) {
          yield { ...sealed, body: toBase64(body.slice(0, length)) };
          yield { ...sealed, body: toBase64(body.slice(body.length - length)) };
        }
      })(),
    );
    expect(counts).toEqual({ 'vault-damaged': 2 * (4096 + 16) });
  });

  test('each bit of the stored text flipped, one of each character of the body', async () => {
    const text = Buffer.from(JSON.stringify(sealed));
    const [from, to] = [text.indexOf(sealed.body), text.indexOf(sealed.body) + sealed.body.length];
    const bits = Array.from({ length: text.length * 8 }, (_, bit) => bit).filter((bit) => {
      const at = bit >> 3;
      return at < from || at >= to || at % 8 === bit % 8;
    });
    const counts = await tally(
      (function* () {
        for (const bit of bits) {
          const flipped = Buffer.from(text);
          flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          try {
            yield JSON.parse(flipped.toString('utf8'));
          } catch {
            yield undefined;
          }
        }
      })(),
    );
    expect(counts['fine']).toBeUndefined();
    const { 'vault-damaged': damaged = 0, 'vault-newer': newer = 0, 'vault-locked': locked = 0 } = counts;
    expect(damaged + newer + locked).toBe(bits.length);
    expect(bits.length).toBeGreaterThan(9_000);
    // Format, schema and the header's format have single digits that a flip can raise; the key check has 44 characters.
    expect(newer).toBeLessThan(3 * 8);
    expect(locked).toBeLessThan(44 * 8);
  });

  test('each field of the header changed, removed, doubled or added to', async () => {
    const mutants = headerMutants(JSON.parse(sealed.header));
    expect(mutants.length).toBeGreaterThan(60);
    const outcomes = new Map<string, string>();
    for (const mutant of mutants) outcomes.set(mutant, await codeOf(() => open({ ...sealed, header: mutant })));
    expect([...outcomes.values()]).not.toContain('fine');
    expect(new Set(outcomes.values())).toEqual(new Set(['vault-damaged', 'vault-newer', 'vault-locked']));
  });

  test('a slot added, replaced or taken from another vault', async () => {
    const parsed = parseHeader(sealed.header);
    const thief = await examplePassphraseSlot('the passphrase of a thief', parsed.vaultId, createVaultKey(crypto));
    const plain = JSON.parse(sealed.header);
    const headers = [
      JSON.stringify({ ...plain, slots: [...plain.slots, thief] }),
      JSON.stringify({ ...plain, slots: [thief] }),
      JSON.stringify({ ...plain, slots: [...plain.slots, { kind: 'passkey' }] }),
      JSON.stringify({ ...plain, slots: [] }),
      replaceSlot(parsed, thief).text,
      // The same slots for the same key, but for another vault.
      (await newHeader({ crypto, dataKey, vaultId: createVaultId(crypto), slots: parsed.slots })).text,
    ];
    for (const changed of headers)
      expect(await codeOf(() => open({ ...sealed, header: changed }))).toBe('vault-damaged');
  });
});

test('of five generations with five headers, only what was sealed together opens', async () => {
  const generations: SealedVault[] = [];
  let current = header;
  for (let at = 1; at <= 5; at++) {
    generations.push(await sealGeneration(crypto, dataKey, current.text, at, exampleContents(`profile-${at}`)));
    current = replaceSlot(current, await examplePassphraseSlot(`passphrase number ${at}`, current.vaultId, dataKey));
  }
  let opened = 0;
  for (const [i, { header: text }] of generations.entries()) {
    for (const [j, { body, nonce }] of generations.entries()) {
      for (const [k, { sequence }] of generations.entries()) {
        const mixed = { ...sealed, header: text, body, nonce, sequence };
        const code = await codeOf(() => open(mixed));
        expect(code).toBe(i === j && j === k ? 'fine' : 'vault-damaged');
        if (code === 'fine') opened++;
      }
    }
  }
  expect(opened).toBe(5);
});

test('a body sealed for one header says nothing about a passphrase of another', async () => {
  const changed = replaceSlot(header, await examplePassphraseSlot('another passphrase', header.vaultId, dataKey));
  const resealed = await sealGeneration(crypto, dataKey, changed.text, 8, contents);
  const key = await openWith('another passphrase')((await open(resealed)).header);
  expect(key).toEqual(dataKey);
});

test('reads a shape without proving it', () => {
  expect(readSealed({ ...sealed, sequence: 99, note: 'dropped' })).toEqual({ ...sealed, sequence: 99 });
});

/** Texts of headers that differ from `plain` in one place: every value changed, removed or given twice, every object added to. */
function headerMutants(plain: unknown): string[] {
  const texts: string[] = [];
  const whole = JSON.stringify(plain);
  const visit = (node: unknown, put: (value: unknown) => unknown) => {
    const emit = (value: unknown) => {
      const text = JSON.stringify(put(value));
      if (text !== whole) texts.push(text);
    };
    emit(undefined);
    emit(null);
    if (typeof node === 'number') for (const value of [node - 1, node + 1, node * 2, -node, String(node)]) emit(value);
    if (typeof node === 'string') {
      const changed = node.startsWith('A') ? `B${node.slice(1)}` : `A${node.slice(1)}`;
      for (const value of ['', changed, `${node} `, node.slice(0, -4), node.toLowerCase(), 7]) emit(value);
    }
    if (Array.isArray(node)) {
      emit([]);
      emit([...node, ...node]);
      for (const [at, item] of node.entries()) visit(item, (value) => put(node.with(at, value)));
    } else if (typeof node === 'object' && node !== null) {
      emit({ ...node, added: 1 });
      emit(Object.fromEntries(Object.entries(node).reverse()));
      for (const [key, item] of Object.entries(node)) visit(item, (value) => put({ ...node, [key]: value }));
    }
  };
  visit(plain, (value) => value);
  texts.push(`${whole} `, whole.replace('{', '{ '), whole.replace('"format":1', '"format":1,"format":1'));
  return texts.filter((text) => text !== undefined);
}
