/** The parts of an Amazon Resource Name, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`. */
export interface Arn {
  /** `aws`, `aws-cn` and so on; also partitions Stint itself cannot reach. */
  readonly partition: string;
  readonly service: string;
  /** Empty for global services such as IAM. */
  readonly region: string;
  /** Twelve digits, `aws` for what AWS itself owns, or empty. */
  readonly accountId: string;
  /** Everything after the fifth colon; may hold colons and slashes. */
  readonly resource: string;
}

// "Identify AWS resources with ARNs"; no reference allows an ARN of more than 2,048 characters.
const ARN = /^arn:(aws(?:-[a-z]+)*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):([\x21-\x7e]+)$/;
const ARN_MAX = 2048;

/**
 * The parts of `text`, or undefined when it is not an ARN, to the letter: nothing is trimmed. The caller knows which
 * error that is.
 */
export function parseArn(text: string): Arn | undefined {
  if (text.length > ARN_MAX) return undefined;
  const [, partition, service, region, accountId, resource] = ARN.exec(text) ?? [];
  if (!partition || !service || region === undefined || accountId === undefined || !resource) return undefined;
  return { partition, service, region, accountId, resource };
}

/** Whether `arn` names the root user of an account, `arn:aws:iam::123456789012:root`. */
export function isRootArn(arn: string): boolean {
  const parsed = parseArn(arn);
  return parsed?.service === 'iam' && parsed.resource === 'root';
}

/**
 * Who acts, in the one word a person knows, from an ARN as GetCallerIdentity gives it: the user's name without its
 * path, the session name of an assumed role, a federated user's name, or `root`. Undefined for anything else.
 */
export function userNameOf(arn: string): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam' && parsed?.service !== 'sts') return undefined;
  const [kind, ...path] = parsed.resource.split('/');
  if (kind === 'root' && path.length === 0) return 'root';
  // An empty last part (`user/`) is no name.
  return kind === 'user' || kind === 'assumed-role' || kind === 'federated-user' ? path.at(-1) || undefined : undefined;
}

/**
 * Twelve digits in three groups for the eye, `1234-5678-9012`. Ids of compatible servers that have another form stay as
 * they are.
 */
export function formatAccountId(accountId: string): string {
  return /^\d{12}$/.test(accountId) ? accountId.replace(/\d{4}(?=\d)/g, '$&-') : accountId;
}
