import { AppError } from './errors.ts';

/**
 * A separate AWS with its own accounts, regions and hosts. The isolated partitions (`aws-iso*`) are out of reach of a
 * browser on the internet.
 */
export type PartitionId = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';

interface Partition {
  readonly dnsSuffix: string;
  /** Where this partition's sign-in hosts live: `REGION.` in front gives a regional one. */
  readonly signInDomain: string;
  /** Whether the bare {@link signInDomain} is a host too. The European Sovereign Cloud has regional ones only. */
  readonly hasBareSignInHost: boolean;
  /** Regions that have a FIPS host of their own for STS, `sts-fips.REGION`. */
  readonly fipsRegions: readonly string[];
  /** Whether the ordinary STS hosts of all regions are FIPS-validated, as in GovCloud. */
  readonly alwaysFips: boolean;
  readonly regions: readonly string[];
}

// Facts: the endpoint rules of AWS's own SDKs for STS and Sign-In, and "AWS Security Token Service endpoints and
// quotas".
const PARTITIONS: Readonly<Record<PartitionId, Partition>> = {
  aws: {
    dnsSuffix: 'amazonaws.com',
    signInDomain: 'signin.aws.amazon.com',
    hasBareSignInHost: true,
    fipsRegions: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
    alwaysFips: false,
    regions: [
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
      'me-west-1',
      'mx-central-1',
      'sa-east-1',
      'sa-west-1',
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
    ],
  },
  'aws-us-gov': {
    dnsSuffix: 'amazonaws.com',
    signInDomain: 'signin.amazonaws-us-gov.com',
    hasBareSignInHost: true,
    fipsRegions: [],
    alwaysFips: true,
    regions: ['us-gov-east-1', 'us-gov-west-1'],
  },
  'aws-cn': {
    dnsSuffix: 'amazonaws.com.cn',
    signInDomain: 'signin.amazonaws.cn',
    hasBareSignInHost: true,
    fipsRegions: [],
    alwaysFips: false,
    regions: ['cn-north-1', 'cn-northwest-1'],
  },
  'aws-eusc': {
    dnsSuffix: 'amazonaws.eu',
    signInDomain: 'signin.amazonaws-eusc.eu',
    hasBareSignInHost: false,
    fipsRegions: [],
    alwaysFips: false,
    regions: ['eusc-de-east-1'],
  },
};

const PARTITION_IDS = Object.keys(PARTITIONS) as readonly PartitionId[];

/** Every region Stint can reach, each with its partition; those of one partition stand together. */
export function regionIds(): { readonly id: string; readonly partition: PartitionId }[] {
  return PARTITION_IDS.flatMap((partition) => PARTITIONS[partition].regions.map((id) => ({ id, partition })));
}

function findPartition(region: string): PartitionId | undefined {
  return PARTITION_IDS.find((id) => PARTITIONS[id].regions.includes(region));
}

/**
 * The partition a region belongs to.
 * @throws {AppError} `invalid-region` for a region outside the table: its host is not in `connect-src` and cannot be
 * reached.
 */
export function partitionOf(region: string): PartitionId {
  const partition = findPartition(region);
  if (!partition) throw new AppError('invalid-region');
  return partition;
}

/** Whether {@link partitionOf} knows `region`. */
export function isRegion(region: string): boolean {
  return findPartition(region) !== undefined;
}

/**
 * A region as typed or chosen, `eu-central-1`; white space around it is dropped.
 * @throws {AppError} `invalid-region`
 */
export function parseRegion(text: string): string {
  const region = text.trim();
  partitionOf(region);
  return region;
}

/**
 * The regional STS host, `sts.eu-central-1.amazonaws.com`. With `fips` the host that runs FIPS-validated cryptography.
 * @throws {AppError} `invalid-region` for an unknown region, and for `fips` where AWS offers no such host.
 */
export function stsHost(region: string, options: { readonly fips?: boolean } = {}): string {
  const partition = PARTITIONS[partitionOf(region)];
  if (!options.fips || partition.alwaysFips) return `sts.${region}.${partition.dnsSuffix}`;
  if (!partition.fipsRegions.includes(region)) throw new AppError('invalid-region', { params: { region } });
  return `sts-fips.${region}.${partition.dnsSuffix}`;
}

/** Whether `region` has a FIPS host beside its ordinary one, so that there is something to choose. */
export function hasFipsHost(region: string): boolean {
  const id = findPartition(region);
  return id !== undefined && PARTITIONS[id].fipsRegions.includes(region);
}

/** Every host {@link stsHost} can answer, each once. The global `sts.amazonaws.com` is none of them. */
export function stsHosts(): string[] {
  return PARTITION_IDS.flatMap((id) => [
    ...PARTITIONS[id].regions.map((region) => stsHost(region)),
    ...PARTITIONS[id].fipsRegions.map((region) => stsHost(region, { fips: true })),
  ]);
}

/**
 * Every host of AWS Sign-In, where `/federation` turns credentials into a console login: the bare ones and one for each
 * region.
 */
export function signInHosts(): string[] {
  return PARTITION_IDS.flatMap((id) => {
    const { signInDomain, hasBareSignInHost, regions } = PARTITIONS[id];
    const regional = regions.map((region) => `${region}.${signInDomain}`);
    return hasBareSignInHost ? [signInDomain, ...regional] : regional;
  });
}

/**
 * The manifest's whole `connect-src` besides `'self'`: nothing else can be reached. Loopback stands by name and by IPv4
 * only: the grammar of a CSP host-source (CSP Level 3, section 2.3.1) has no place for `[::1]`, and of IPv4 addresses
 * only 127.0.0.1 matches.
 */
export function connectSources(): string[] {
  return [
    ...[...stsHosts(), ...signInHosts()].map((host) => `https://${host}`),
    ...['127.0.0.1', 'localhost'].flatMap((host) => [`http://${host}:*`, `https://${host}:*`]),
  ];
}
