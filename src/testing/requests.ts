import type { MessageType, RequestOf } from '../messages/protocol.ts';

/** For tests only: well-formed requests of every message; each list holds the fullest form first. */
export const GOOD_REQUESTS: { readonly [T in MessageType]: readonly [RequestOf<T>, ...RequestOf<T>[]] } = {
  'page-opened': [{}],
  reconcile: [{}],
  'create-vault': [
    { protection: 'passphrase', header: '{"format":1}', dataKey: 'AAAA' },
    { protection: 'this-browser' },
  ],
  'unlock-vault': [{ dataKey: 'AAAA' }],
  'unlock-with-this-browser': [{}],
  'lock-vault': [{}],
  'replace-slots': [{ header: '{"format":1}', dataKey: 'AAAA' }],
  'check-keys': [
    {
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
      region: 'eu-central-1',
      endpointUrl: 'http://localhost:4566',
      fips: true,
    },
    { accessKeyId: '', secretAccessKey: '', region: '' },
  ],
  'save-profile': [
    {
      profileId: 'p-1',
      draft: {
        name: 'prod',
        region: 'eu-central-1',
        colour: 'red',
        endpointUrl: 'http://localhost:4566',
        fips: true,
        mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
        durationSeconds: 43_200,
        keys: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
      },
    },
    { draft: { name: '', region: '', colour: 'grey', mfaSerial: '', durationSeconds: -1.5 } },
  ],
  'read-profile': [{ profileId: 'p-1' }],
  'remove-profile': [{ profileId: 'p-1' }],
  'select-profile': [{ profileId: 'p-1' }],
  'start-session': [{ profileId: 'p-1', tokenCode: '492718', durationSeconds: 900 }],
  'end-session': [{ profileId: 'p-1' }],
  'dismiss-vault-report': [{}],
  'dismiss-refusal': [{ profileId: 'p-1' }],
  'render-snippet': [{ profileId: 'p-1', formatId: 'posix', toCopy: true }],
  'save-settings': [
    {
      selectedProfileId: 'p-1',
      formats: { 'p-1': 'fish', 'p-2': 'dotenv' },
      defaultFormat: 'powershell',
      snippetOptions: { posix: { verify: true, region: false }, 'aws-configure': { section: 'default' } },
      lockAfterMinutes: 15,
      lockWithComputer: false,
      clearClipboardSeconds: 30,
      clipboardTold: true,
      notices: { minutes: [60, 2], atEnd: false },
      noticesOf: { 'p-1': { minutes: [5], atEnd: true } },
      tellWhenReady: false,
      pinnedProfileId: 'p-2',
      clockToldMs: -240_000,
    },
    { lockAfterMinutes: 0 },
    {},
  ],
  'save-templates': [
    { templates: [{ id: 'template:11111111-2222-3333-4444-555555555555', name: 'Deploy', text: '{{region}}' }] },
    { templates: [{ name: 'Deploy', text: '{{region}}' }] },
    { templates: [] },
  ],
  'remove-template': [{ id: 'template:11111111-2222-3333-4444-555555555555' }],
  'save-site': [
    {
      site: {
        id: 'github-secrets',
        patterns: ['https://github.com/*/settings/secrets/*'],
        formatId: 'dotenv',
        profileIds: ['p-1'],
        chosenId: 'p-1',
        corner: 'top-left',
        collapsed: true,
      },
    },
    { site: { id: 'https://shell.example.com/*', patterns: ['https://shell.example.com/*'] } },
  ],
  'remove-site': [{ siteId: 'github-secrets' }],
  'drop-copy-intent': [{}],
  'offer-here': [{}],
  'ask-offer': [{}],
  'copy-offer': [{ offerId: 'o-1', formatId: 'posix', seen: true }],
  choose: [{ offerId: 'o-1', formatId: 'fish', corner: 'top-right', collapsed: false }, { collapsed: true }, {}],
};

/** For tests only: the name of every message. */
export const MESSAGE_TYPES = Object.keys(GOOD_REQUESTS) as MessageType[];
