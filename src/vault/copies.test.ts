import { describe, expect, it } from 'vitest';
import { remembered } from './copies.ts';

describe('remembered', () => {
  const replica = (first: unknown) => {
    let stored = first;
    let broken = false;
    const calls: string[] = [];
    const step = async (name: string) => {
      calls.push(name);
      if (broken) throw new Error('broken');
    };
    return {
      calls,
      native: {
        read: async () => {
          await step('read');
          return stored;
        },
        write: async (value: unknown) => {
          await step('write');
          stored = value;
        },
      },
      breakDown: (now: boolean) => {
        broken = now;
      },
    };
  };

  it.each([
    ['a copy', { sequence: 3 }],
    ['nothing', undefined],
  ])('reads %s once', async (_, first) => {
    const { native, calls } = replica(first);
    const memory = remembered(native);
    await expect(Promise.all([memory.read(), memory.read()])).resolves.toEqual([first, first]);
    await expect(memory.read()).resolves.toEqual(first);
    expect(calls).toEqual(['read']);
  });

  it('knows what it wrote', async () => {
    const { native, calls } = replica('old');
    const memory = remembered(native);
    await memory.read();
    await memory.write('new');
    await expect(memory.read()).resolves.toBe('new');
    expect(calls).toEqual(['read', 'write']);
  });

  it('reads again after a reading or a write that failed', async () => {
    const { native, calls, breakDown } = replica('old');
    const memory = remembered(native);
    breakDown(true);
    await expect(memory.read()).rejects.toThrow('broken');
    await expect(memory.write('new')).rejects.toThrow('broken');
    breakDown(false);
    await expect(memory.read()).resolves.toBe('old');
    expect(calls).toEqual(['read', 'write', 'read']);
  });
});
