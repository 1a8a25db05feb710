import { describe, expect, it } from 'vitest';
import { parseEndpointHost, stsHostNames } from './endpoint-host.ts';

describe('parseEndpointHost', () => {
  it.each([
    ['sts.amazonaws.com', 'aws', 'us-east-1'],
    ['sts.eu-west-1.amazonaws.com', 'aws', 'eu-west-1'],
    ['STS.EU-WEST-1.amazonaws.com:443', 'aws', 'eu-west-1'],
    ['sts-fips.us-east-2.amazonaws.com', 'aws', 'us-east-2'],
    ['sts.us-gov-west-1.amazonaws.com', 'aws-us-gov', 'us-gov-west-1'],
    ['sts.cn-north-1.amazonaws.com.cn', 'aws-cn', 'cn-north-1'],
    ['sts.eusc-de-east-1.amazonaws.eu', 'aws-eusc', 'eusc-de-east-1'],
    ['sts.xx-future-9.amazonaws.com', 'aws', 'xx-future-9'],
  ])('reads %s', (host, partition, region) => {
    expect(parseEndpointHost(host)).toEqual({ partition, region });
  });

  it.each([
    '',
    'localhost:4566',
    '127.0.0.1:4566',
    'sts.eu-west-1.amazonaws.com.example.com',
    'evil.sts.eu-west-1.amazonaws.com',
    'iam.amazonaws.com',
  ])('reads no region from %j', (host) => {
    expect(parseEndpointHost(host)).toBeUndefined();
  });

  it('reads every name of the certificate', () => {
    const names = stsHostNames();
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(parseEndpointHost(name)).toBeDefined();
  });
});
