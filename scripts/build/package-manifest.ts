import type { Plugin } from 'vite';
import manifest from '../../manifest.json' with { type: 'json' };
import { connectSources } from '../../src/core/partition.ts';

export type Target = 'chrome' | 'firefox';

/** Firefox 142 is the first whose store asks about data collection on the desktop and on Android alike. */
const GECKO = {
  id: 'stint@stint-sessions.org',
  strict_min_version: '142.0',
  data_collection_permissions: { required: ['none'] },
};

/** As strict as the pages allow: no inline anything, no HTML from strings, and no host but STS's, the sign-in pages' and this computer. */
function contentSecurityPolicy(): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${connectSources().join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/**
 * What may be asked for later, one host at a time: the sites where the user wants the chip, and servers whose answers cannot be read
 * otherwise. Nothing of it is granted at install. Calls go no further for it: the policy above stands.
 */
const OPTIONAL_HOSTS = ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'];

/** The manifest as the bundler gets it: `manifest.json` without its background, which is built apart as a classic script. */
export function packageManifest(target: Target) {
  const { background: _, key, minimum_chrome_version, ...common } = manifest;
  const policed = {
    ...common,
    optional_host_permissions: OPTIONAL_HOSTS,
    content_security_policy: { extension_pages: contentSecurityPolicy() },
  };
  return target === 'firefox'
    ? {
        ...policed,
        // Its background is a page, which has a clipboard of its own.
        permissions: policed.permissions.filter((permission) => permission !== 'offscreen'),
        browser_specific_settings: { gecko: GECKO },
      }
    : { ...policed, key, minimum_chrome_version };
}

/** Puts the background, built as `fileName`, into the manifest that the bundler wrote. */
export function addBackground(target: Target, fileName: string): Plugin {
  return {
    name: 'stint:add-background',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const asset = bundle['manifest.json'];
        if (asset?.type !== 'asset') return this.error('The bundler wrote no manifest.json.');
        const written = JSON.parse(String(asset.source)) as Record<string, unknown>;
        // An empty list is the same as none; a full one would be a way for sites to recognise Stint.
        if (Array.isArray(written['web_accessible_resources']) && written['web_accessible_resources'].length > 0) {
          return this.error('The package exposes web-accessible resources.');
        }
        delete written['web_accessible_resources'];
        written['background'] = target === 'firefox' ? { scripts: [fileName] } : { service_worker: fileName };
        asset.source = `${JSON.stringify(written, null, 2)}\n`;
      },
    },
  };
}
