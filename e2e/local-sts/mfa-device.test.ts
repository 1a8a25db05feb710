import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { TOTP_STEP_MS } from './clock.ts';
import { MfaDevice } from './mfa-device.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 10);

function deviceAt(nowMs = NOW) {
  const clock = { nowMs };
  return { clock, device: new MfaDevice('GAHT12345678', 'alice@123456789012', () => clock.nowMs) };
}

/** RFC 4226, section 5.3, with RFC 6238's counter: an oracle of its own. */
function rfc6238(secret: Uint8Array, ms: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest.readUInt8(19) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('codes', () => {
  it('are those an authenticator makes from the otpauth URI', () => {
    const { device } = deviceAt();
    const uri = new URL(device.otpauthUri);
    expect(uri.protocol).toBe('otpauth:');
    const secret = uri.searchParams.get('secret') ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{64}$/);
    const { bytes } = Secret.fromBase32(secret);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
        expect(device.codeAt(ms)).toBe(rfc6238(bytes, ms));
      }),
    );
  });

  it('differ from device to device', () => {
    expect(deviceAt().device.otpauthUri).not.toBe(deviceAt().device.otpauthUri);
  });
});

describe('consume', () => {
  it.each([
    ['two steps behind', -2, 'wrong'],
    ['one step behind', -1, 'accepted'],
    ['now', 0, 'accepted'],
    ['one step ahead', 1, 'accepted'],
    ['two steps ahead', 2, 'wrong'],
  ] as const)('judges the code of %s', (_name, steps, verdict) => {
    const { device } = deviceAt();
    expect(device.consume(device.codeAt(NOW + steps * TOTP_STEP_MS))).toBe(verdict);
  });

  it.each(['', '12345', '1234567', 'abcdef', '12 456', '１２３４５６', '+12345', '0x1234'])('refuses %j', (code) => {
    expect(deviceAt().device.consume(code)).toBe('wrong');
  });

  it('takes each code once, also a step later', () => {
    const { clock, device } = deviceAt();
    const code = device.codeAt(NOW);
    expect(device.consume(code)).toBe('accepted');
    expect(device.consume(code)).toBe('reused');
    clock.nowMs += TOTP_STEP_MS;
    expect(device.consume(code)).toBe('reused');
    clock.nowMs += TOTP_STEP_MS;
    expect(device.consume(code)).toBe('wrong');
  });

  it('does not spend a code that it refuses', () => {
    const { clock, device } = deviceAt();
    const late = device.codeAt(NOW + 2 * TOTP_STEP_MS);
    expect(device.consume(late)).toBe('wrong');
    clock.nowMs += TOTP_STEP_MS;
    expect(device.consume(late)).toBe('accepted');
  });

  it('keeps devices apart', () => {
    const { device } = deviceAt();
    const other = deviceAt().device;
    expect(other.consume(device.codeAt(NOW))).toBe('wrong');
    expect(device.consume(device.codeAt(NOW))).toBe('accepted');
  });

  it('validates nothing of a device out of sync, and spends nothing', () => {
    const { device } = deviceAt();
    device.inSync = false;
    expect(device.consume(device.codeAt(NOW))).toBe('out-of-sync');
    device.inSync = true;
    expect(device.consume(device.codeAt(NOW))).toBe('accepted');
  });
});

describe('freshCode', () => {
  it('gives two codes a step, both taken, then says what to do', () => {
    const { clock, device } = deviceAt();
    const codes = [device.freshCode(), device.freshCode()];
    expect(codes).toEqual([device.codeAt(NOW), device.codeAt(NOW + TOTP_STEP_MS)]);
    expect(() => device.freshCode()).toThrow(/advanceOneStep/);
    clock.nowMs += TOTP_STEP_MS;
    expect(codes.map((code) => device.consume(code))).toEqual(['accepted', 'accepted']);
    expect(device.consume(device.freshCode())).toBe('accepted');
  });

  it('skips a code that was used without it', () => {
    const { device } = deviceAt();
    device.consume(device.codeAt(NOW));
    expect(device.freshCode()).toBe(device.codeAt(NOW + TOTP_STEP_MS));
  });

  it('starts again after forgetUsedCodes', () => {
    const { device } = deviceAt();
    const code = device.freshCode();
    expect(device.consume(code)).toBe('accepted');
    device.forgetUsedCodes();
    expect(device.freshCode()).toBe(code);
    expect(device.consume(code)).toBe('accepted');
  });
});

describe('wrongCode', () => {
  it('is six digits and never taken', () => {
    for (let round = 0; round < 50; round += 1) {
      const { device } = deviceAt();
      const code = device.wrongCode();
      expect(code).toMatch(/^\d{6}$/);
      expect(device.consume(code)).toBe('wrong');
    }
  });
});
