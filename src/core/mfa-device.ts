import { parseArn } from './arn.ts';
import { AppError } from './errors.ts';

// The STS model: GetSessionToken's SerialNumber.
const SERIAL = /^[\w+=/:,.@-]{9,256}$/;

/**
 * An MFA device's serial number as typed: the ARN of a virtual device, `arn:aws:iam::123456789012:mfa/alice`, or the
 * number on the back of a hardware token, `GAHT12345678`. 9 to 256 characters (STS model, serialNumberType); white
 * space around it is dropped.
 * @throws {AppError} `fido-mfa-device` for a passkey or security key: STS takes their codes nowhere.
 * `invalid-mfa-serial` for anything else, such as the user's own ARN.
 */
export function parseMfaSerial(text: string): string {
  const serial = text.trim();
  if (!SERIAL.test(serial)) throw new AppError('invalid-mfa-serial');
  if (serial.includes(':u2f/')) throw new AppError('fido-mfa-device');
  // A colon stands in no hardware serial: this is an ARN or means to be one.
  if (serial.includes(':')) {
    const arn = parseArn(serial);
    const isDevice = arn?.service === 'iam' && arn.region === '' && /^\d/.test(arn.accountId);
    // One that was pasted twice would pass for a device with a strange path.
    const isOne = isDevice && /^mfa\/(.*[^/])$/.test(arn.resource) && !arn.resource.includes(':mfa/');
    if (!isOne) throw new AppError('invalid-mfa-serial');
  }
  return serial;
}

/**
 * The serial a user's virtual device has when it bears the user's name, as most do. A suggestion for a form, never a
 * fact: AWS lets people name devices as they like.
 */
export function suggestMfaSerial(user: {
  readonly partition: string;
  readonly accountId: string;
  readonly userName: string;
}): string {
  return `arn:${user.partition}:iam::${user.accountId}:mfa/${user.userName}`;
}

/** A device's name for people: the last part of its ARN, `alice`, or the whole serial number of a hardware token. */
export function mfaDeviceName(serial: string): string {
  return serial.slice(serial.lastIndexOf('/') + 1);
}
