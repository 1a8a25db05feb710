import { describe, expect, it } from 'vitest';
import { Accounts } from './accounts.ts';
import { codeLine } from './demo.ts';

describe('codeLine', () => {
  it.each([
    [1_769_860_800_000, 30],
    [1_769_860_800_001, 30],
    [1_769_860_801_000, 29],
    [1_769_860_829_999, 1],
    [1_769_860_830_000, 30],
  ])('at %i says the code and %i s', (nowMs, seconds) => {
    const user = new Accounts(() => nowMs).addUser();
    const line = codeLine(user, nowMs);
    expect(line).toMatch(/^MFA code \d{3} \d{3} {2}\(next in \d+ s\)$/);
    expect(line.replace(/\D/g, '')).toBe(`${user.device.codeAt(nowMs)}${seconds}`);
  });
});
