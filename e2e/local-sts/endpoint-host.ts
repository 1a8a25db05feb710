import type { Partition } from './accounts.ts';

/** What an STS host name says about itself. */
export interface EndpointHost {
  readonly partition: Partition;
  readonly region: string;
}

/**
 * Every region's name with its partition, for the certificate. The global host and the FIPS hosts follow from these.
 * AWS's list of STS endpoints (General Reference, "AWS Security Token Service endpoints and quotas").
 */
const REGIONS: Readonly<Record<Partition, readonly string[]>> = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-eusc': ['eusc-de-east-1'],
};

const SUFFIX: Readonly<Record<Partition, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
  'aws-eusc': 'amazonaws.eu',
};

const GLOBAL_HOST = 'sts.amazonaws.com';
const FIPS_REGION = /^(?:us|ca)-/;

/** The STS host names of every known region, FIPS hosts and the global host among them. */
export function stsHostNames(): string[] {
  const names = [GLOBAL_HOST];
  for (const partition of Object.keys(REGIONS) as Partition[]) {
    for (const region of REGIONS[partition]) {
      names.push(`sts.${region}.${SUFFIX[partition]}`);
      if (FIPS_REGION.test(region)) names.push(`sts-fips.${region}.${SUFFIX[partition]}`);
    }
  }
  return names;
}

const STS_HOST = /^sts(?:-fips)?\.([a-z0-9-]+)\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu)$/;

/**
 * The partition and region that a `Host` header stands for; undefined for loopback and for every other name, which says
 * nothing about a region. Unknown regions of a known form are taken too, so that a new one needs no change here.
 * @param host with or without a port
 */
export function parseEndpointHost(host: string): EndpointHost | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  // The global host takes signatures for us-east-1 only (IAM User Guide, "Manage AWS STS in an AWS Region").
  if (name === GLOBAL_HOST) return { partition: 'aws', region: 'us-east-1' };
  const match = STS_HOST.exec(name);
  const [, region, suffix] = match ?? [];
  if (region === undefined || suffix === undefined) return undefined;
  if (suffix === SUFFIX['aws-cn']) return { partition: 'aws-cn', region };
  if (suffix === SUFFIX['aws-eusc']) return { partition: 'aws-eusc', region };
  return { partition: region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws', region };
}
