import { build } from 'vite';
import type { Target } from './build/package-manifest.ts';

/** Builds the extension into `dist/TARGET`, quietly. */
export async function buildPackage(target: Target): Promise<void> {
  process.env['TARGET'] = target;
  await build({ logLevel: 'error' });
}
