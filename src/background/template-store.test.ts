import { describe, expect, it } from 'vitest';
import { TEMPLATES_MAX } from '../core/snippets/template.ts';
import { settings } from '../storage/items.ts';
import { templates } from '../storage/template-items.ts';
import { openedProfile } from '../testing/background-examples.ts';

const DEPLOY = { name: 'Deploy', text: 'deploy --key {{access_key_id|posix}} --account {{account_id}}\n' };

describe('templates', () => {
  it('are kept, changed, used and removed', async () => {
    const { browser, worker, id: profileId } = await openedProfile();
    const { ids } = await worker.send('save-templates', { templates: [DEPLOY, { name: ' Other ', text: 'x' }] });
    expect(browser.read(templates)).toEqual([
      { id: ids[0], ...DEPLOY },
      { id: ids[1], name: 'Other', text: 'x' },
    ]);
    const [id, other] = ids;
    if (!id || !other) throw new Error('an id is missing');

    await worker.send('start-session', { profileId, tokenCode: '492718', durationSeconds: 3600 });
    const { text } = await worker.send('render-snippet', { profileId, formatId: id });
    expect(text).toMatch(/^deploy --key 'ASIA[A-Z0-9]+' --account \d{12}\n$/);

    await worker.send('save-templates', { templates: [{ id, name: 'Deploy', text: '{{region}}' }] });
    expect(await worker.send('render-snippet', { profileId, formatId: id })).toEqual({ text: 'eu-central-1' });

    await worker.send('save-settings', { formats: { [profileId]: id, p: other }, defaultFormat: id });
    await worker.send('remove-template', { id });
    expect(browser.read(templates)?.map((template) => template.id)).toEqual([other]);
    expect(browser.read(settings)).toMatchObject({ formats: { p: other }, defaultFormat: 'posix' });
    expect(browser.read(settings)?.formats).not.toHaveProperty(profileId);
    await expect(worker.send('render-snippet', { profileId, formatId: id })).rejects.toMatchObject({
      code: 'template-missing',
    });
    await worker.send('remove-template', { id });
  });

  it('are saved all or none', async () => {
    const { browser, worker } = await openedProfile();
    await worker.send('save-templates', { templates: [DEPLOY] });
    const before = browser.dump();
    const gone = 'template:11111111-2222-3333-4444-555555555555' as const;
    for (const [last, code] of [
      [{ name: 'a', text: '{{x}}' }, 'invalid-template'],
      [{ name: '', text: 'x' }, 'invalid-template'],
      [{ name: 'deploy', text: 'x' }, 'invalid-template'],
      [{ id: gone, name: 'a', text: 'x' }, 'template-missing'],
    ] as const) {
      const sent = worker.send('save-templates', { templates: [{ name: 'New', text: 'x' }, last] });
      await expect(sent).rejects.toMatchObject({ code });
    }
    const many = Array.from({ length: TEMPLATES_MAX }, (_, index) => ({ name: `t${index}`, text: 'x' }));
    await expect(worker.send('save-templates', { templates: many })).rejects.toMatchObject({
      code: 'invalid-template',
    });
    expect(browser.dump()).toBe(before);
    expect((await worker.send('save-templates', { templates: many.slice(1) })).ids.length).toBe(TEMPLATES_MAX - 1);
  });
});
