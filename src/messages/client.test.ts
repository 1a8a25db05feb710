import { describe, expect, it } from 'vitest';
import { AppError, toErrorRecord } from '../core/errors.ts';
import { createClient } from './client.ts';

describe('createClient', () => {
  it('sends the type and the request, and gives back the value', async () => {
    const sent: unknown[] = [];
    const send = createClient(async (message) => {
      sent.push(message);
      return { ok: true, value: { text: 'export …' } };
    });
    await expect(send('render-snippet', { profileId: 'p', formatId: 'posix' })).resolves.toEqual({ text: 'export …' });
    expect(sent).toEqual([{ type: 'render-snippet', request: { profileId: 'p', formatId: 'posix' } }]);
  });

  it('throws the error the other side threw, with all it said', async () => {
    const thrown = new AppError('unreachable', {
      cause: new Error('never sent'),
      params: { host: 'sts.eu-central-1.amazonaws.com', seconds: 7 },
      service: { status: 503, code: 'SlowDown', message: 'Please', requestId: 'r-1' },
    });
    // As the browser carries it: JSON.
    const wire: unknown = JSON.parse(JSON.stringify({ ok: false, error: toErrorRecord(thrown) }));
    const caught: unknown = await createClient(async () => wire)('page-opened', {}).catch((error: unknown) => error);
    expect(caught).toBeInstanceOf(AppError);
    expect(toErrorRecord(caught)).toEqual(toErrorRecord(thrown));
    expect((caught as AppError).cause).toBeUndefined();
  });

  it('says so when the browser refuses to deliver, and keeps its reason', async () => {
    const cause = new Error('Could not establish connection. Receiving end does not exist.');
    const send = createClient(() => Promise.reject(cause));
    await expect(send('lock-vault', {})).rejects.toMatchObject({ code: 'background-unreachable', cause });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ok'],
    ['a truth', true],
    ['a list', [{ ok: true }]],
    ['an object that is no reply', {}],
    ['an answer of another kind', { ok: 'yes', value: 1 }],
    ['a failure without an error', { ok: false }],
    ['a failure with a text', { ok: false, error: 'vault-locked' }],
    ['a failure this version does not know', { ok: false, error: { code: 'no-such-code' } }],
    ['a failure named after a method', { ok: false, error: { code: 'toString' } }],
  ])('takes %s for no answer', async (_, reply) => {
    const send = createClient(async () => reply);
    await expect(send('lock-vault', {})).rejects.toMatchObject({ code: 'background-unreachable' });
  });
});
