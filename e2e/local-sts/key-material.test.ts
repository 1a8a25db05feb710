import { describe, expect, it } from 'vitest';
import {
  newAccessKeyId,
  newAccountId,
  newHardwareSerial,
  newSecretAccessKey,
  newSessionToken,
  newUserId,
} from './key-material.ts';

describe('key material', () => {
  it.each([
    ['long-term key id', () => newAccessKeyId('AKIA'), /^AKIA[A-Z2-7]{16}$/],
    ['temporary key id', () => newAccessKeyId('ASIA'), /^ASIA[A-Z2-7]{16}$/],
    ['user id', newUserId, /^AIDA[A-Z2-7]{17}$/],
    ['secret', newSecretAccessKey, /^[A-Za-z0-9+/]{40}$/],
    ['account id', newAccountId, /^[1-9]\d{11}$/],
    ['hardware serial', newHardwareSerial, /^GAHT\d{8}$/],
    ['session token', () => newSessionToken(280), /^[A-Za-z0-9+/]{374}==$/],
  ])('%s has its form and is new each time', (_name, make, form) => {
    const made = Array.from({ length: 200 }, make);
    for (const value of made) expect(value).toMatch(form);
    expect(new Set(made).size).toBe(200);
  });
});
