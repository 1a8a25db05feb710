import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import {
  connectSources,
  hasFipsHost,
  isRegion,
  parseRegion,
  partitionOf,
  regionIds,
  signInHosts,
  stsHost,
  stsHosts,
} from './partition.ts';
import { REGIONS } from './region-names.ts';

interface SdkPartition {
  readonly id: string;
  readonly outputs: { readonly dnsSuffix: string };
  readonly regions: Readonly<Record<string, { readonly description: string }>>;
}

/**
 * The partitions as the installed AWS SDK knows them, without the isolated ones and the pseudo-regions for global
 * services.
 */
function sdkPartitions(): SdkPartition[] {
  const file = new URL(
    '../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
    import.meta.url,
  );
  const text = readFileSync(file, 'utf8');
  const { partitions } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as {
    partitions: SdkPartition[];
  };
  return partitions.filter(({ id }) => !id.startsWith('aws-iso'));
}

const sdkRegions = sdkPartitions().flatMap(({ id: partition, outputs, regions }) =>
  Object.entries(regions)
    .filter(([region]) => !region.endsWith('-global'))
    .map(([region, { description }]) => ({ region, partition, description, dnsSuffix: outputs.dnsSuffix })),
);

describe('against the AWS SDK', () => {
  it('knows exactly the same regions', () => {
    expect(sdkRegions.length).toBeGreaterThan(35);
    expect(
      regionIds()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(sdkRegions.map(({ region }) => region).sort());
  });

  it.each(sdkRegions)('$region', ({ region, partition, description, dnsSuffix }) => {
    expect(partitionOf(region)).toBe(partition);
    expect(stsHost(region)).toBe(`sts.${region}.${dnsSuffix}`);
    const entry = REGIONS.find(({ id }) => id === region);
    expect(entry?.partition).toBe(partition);
    // The SDK writes names in ASCII.
    expect(entry?.name.normalize('NFD').replace(/\p{M}/gu, '')).toBe(description);
  });
});

describe('stsHost', () => {
  it.each([
    ['eu-central-1', false, 'sts.eu-central-1.amazonaws.com'],
    ['us-east-1', false, 'sts.us-east-1.amazonaws.com'],
    ['us-east-1', true, 'sts-fips.us-east-1.amazonaws.com'],
    ['us-east-2', true, 'sts-fips.us-east-2.amazonaws.com'],
    ['us-west-1', true, 'sts-fips.us-west-1.amazonaws.com'],
    ['us-west-2', true, 'sts-fips.us-west-2.amazonaws.com'],
    ['us-gov-west-1', false, 'sts.us-gov-west-1.amazonaws.com'],
    ['us-gov-west-1', true, 'sts.us-gov-west-1.amazonaws.com'],
    ['us-gov-east-1', true, 'sts.us-gov-east-1.amazonaws.com'],
    ['cn-north-1', false, 'sts.cn-north-1.amazonaws.com.cn'],
    ['eusc-de-east-1', false, 'sts.eusc-de-east-1.amazonaws.eu'],
  ])('%s, fips %s: %s', (region, fips, host) => {
    expect(stsHost(region, { fips })).toBe(host);
  });

  it.each(['eu-central-1', 'ca-central-1', 'cn-north-1', 'eusc-de-east-1'])('has no FIPS host in %s', (region) => {
    expect(() => stsHost(region, { fips: true })).toThrow(new AppError('invalid-region', { params: { region } }));
  });
});

describe('hasFipsHost', () => {
  it.each(regionIds().map(({ id }) => id))('%s: exactly where a host of its own can be listed and named', (region) => {
    const isListed = stsHosts().includes(`sts-fips.${region}.amazonaws.com`);
    expect(hasFipsHost(region)).toBe(isListed);
    if (isListed) expect(stsHost(region, { fips: true })).not.toBe(stsHost(region));
  });

  it.each([
    ['us-west-2', true],
    ['eu-central-1', false],
    // Whose ordinary hosts are validated: there is nothing to choose.
    ['us-gov-west-1', false],
    ['mars-north-1', false],
    ['', false],
    ['__proto__', false],
  ])('%j: %s', (region, has) => {
    expect(hasFipsHost(region)).toBe(has);
  });
});

describe('parseRegion', () => {
  it('takes white space around a region', () => {
    expect(parseRegion(' eu-central-1\n')).toBe('eu-central-1');
  });

  it.each([
    '',
    'eu',
    'EU-CENTRAL-1',
    'eu-central-11',
    'mars-north-1',
    'aws-global',
    'us-iso-east-1',
    'eu-central-1.evil.example',
    'eu-central-1@evil.example/',
    'eu central 1',
    'constructor',
    '__proto__',
    'ｅu-central-1',
  ])('refuses %j', (text) => {
    expect(() => parseRegion(text)).toThrow(new AppError('invalid-region'));
    expect(isRegion(text)).toBe(false);
  });
});

describe('hosts for connect-src', () => {
  it('are each listed once, regional and plain', () => {
    const hosts = [...stsHosts(), ...signInHosts()];
    expect(new Set(hosts).size).toBe(hosts.length);
    for (const host of hosts) expect(host).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    expect(hosts).not.toContain('sts.amazonaws.com');
  });

  it('hold every STS host there is, with FIPS', () => {
    const hosts = stsHosts();
    expect(hosts.length).toBe(sdkRegions.length + 4);
    for (const { region } of sdkRegions) expect(hosts).toContain(stsHost(region));
    expect(hosts).toContain('sts-fips.us-west-2.amazonaws.com');
  });

  it.each([
    'signin.aws.amazon.com',
    'eu-central-1.signin.aws.amazon.com',
    'signin.amazonaws-us-gov.com',
    'us-gov-east-1.signin.amazonaws-us-gov.com',
    'signin.amazonaws.cn',
    'cn-north-1.signin.amazonaws.cn',
    'eusc-de-east-1.signin.amazonaws-eusc.eu',
  ])('hold the sign-in host %s', (host) => {
    expect(signInHosts()).toContain(host);
  });

  it('do not hold a bare sign-in host for the European Sovereign Cloud, which has none', () => {
    expect(signInHosts()).not.toContain('signin.amazonaws-eusc.eu');
  });

  it('make sources of https and loopback only, without a wildcard host', () => {
    const sources = connectSources();
    expect(sources).toContain('https://sts.eu-central-1.amazonaws.com');
    expect(sources.filter((source) => source.includes('*'))).toEqual([
      'http://127.0.0.1:*',
      'https://127.0.0.1:*',
      'http://localhost:*',
      'https://localhost:*',
    ]);
    for (const source of sources) expect(source).toMatch(/^https?:\/\/[a-z0-9.-]+(:\*)?$/);
  });
});
