import type { Overview } from '../core/safe-index.ts';
import type { VisibleInput } from '../core/snippets/masked.ts';

/** What previews are filled with: the profile in use, or one that might be. */
export function snippetExample({ profiles, selectedProfileId }: Overview): VisibleInput {
  const profile = profiles.find(({ id }) => id === selectedProfileId) ?? profiles[0];
  return {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    expiration: '2026-11-22T02:17:00Z',
    region: profile?.region ?? 'eu-central-1',
    profileName: profile?.name ?? 'dev',
    accountId: profile?.accountId ?? '123456789012',
  };
}
