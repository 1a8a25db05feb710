/** A place where people paste credentials, offered in the settings; none is on by itself. */
export interface SuggestedSite {
  readonly id: string;
  /** A name of its own, the same in every language. */
  readonly name: string;
  readonly patterns: readonly string[];
}

export const SUGGESTED_SITES: readonly SuggestedSite[] = [
  {
    id: 'aws-console',
    name: 'AWS console and CloudShell',
    patterns: ['https://*.console.aws.amazon.com/*'],
  },
  {
    id: 'google-cloud-shell',
    name: 'Google Cloud Shell',
    patterns: ['https://shell.cloud.google.com/*', 'https://console.cloud.google.com/*'],
  },
  {
    id: 'azure-cloud-shell',
    name: 'Azure Cloud Shell',
    patterns: ['https://shell.azure.com/*', 'https://portal.azure.com/*'],
  },
  { id: 'github-codespaces', name: 'GitHub Codespaces', patterns: ['https://*.github.dev/*'] },
  { id: 'gitpod', name: 'Gitpod', patterns: ['https://*.gitpod.io/*'] },
  {
    id: 'github-secrets',
    name: 'GitHub Actions secrets',
    patterns: [
      'https://github.com/*/settings/secrets/*',
      'https://github.com/*/settings/variables/*',
      'https://github.com/*/settings/environments/*',
    ],
  },
  { id: 'gitlab-variables', name: 'GitLab CI variables', patterns: ['https://gitlab.com/*/-/settings/ci_cd'] },
  { id: 'terraform-cloud', name: 'Terraform Cloud', patterns: ['https://app.terraform.io/*'] },
  { id: 'jupyter', name: 'Jupyter on mybinder.org', patterns: ['https://*.mybinder.org/*'] },
  { id: 'localhost', name: 'This computer', patterns: ['http://localhost/*', 'http://127.0.0.1/*'] },
];
