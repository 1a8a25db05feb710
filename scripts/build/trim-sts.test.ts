import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build, type Plugin, parseAst } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { trimSts } from './trim-sts.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const STAND_INS = resolve(ROOT, 'src/platform/sts-trim');

/** What the plugin replaced: what was asked for, by whom, and what it gave. */
interface Replacement {
  readonly specifier: string;
  readonly importer: string;
  readonly given: string;
}

interface Hooks {
  transform(this: { parse: typeof parseAst }, code: string, id: string): { code: string } | null;
  resolveId(this: unknown, specifier: string, importer: string | undefined): string | null;
  buildEnd(this: { error(message: string): never }, error?: Error): void;
}

const hooksOf = (plugin: Plugin) => plugin as unknown as Hooks;

/** Bundles an entry with the plugin. @returns the bundle's modules, what was replaced, and what lost methods */
async function bundle(entry: string): Promise<{ modules: string[]; replaced: Replacement[]; shortened: string[] }> {
  const plugin = trimSts();
  const { resolveId, transform } = hooksOf(plugin);
  const replaced: Replacement[] = [];
  const shortened: string[] = [];
  const noting = {
    ...plugin,
    resolveId(specifier: string, importer: string | undefined) {
      const given = resolveId.call(this, specifier, importer);
      if (given !== null && importer !== undefined) replaced.push({ specifier, importer, given });
      return given;
    },
    transform(this: { parse: typeof parseAst }, code: string, id: string) {
      const short = transform.call(this, code, id);
      if (short) shortened.push(id);
      return short;
    },
  };
  const result = await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    plugins: [noting as unknown as Plugin],
    build: { write: false, minify: false, lib: { entry: resolve(ROOT, entry), formats: ['iife'], name: 'stint' } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((item) => ('output' in item ? item.output : []));
  const modules = outputs.flatMap((item) => (item.type === 'chunk' ? Object.keys(item.modules) : []));
  return { modules, replaced, shortened };
}

/** What a finished build says after exactly these replacements, with methods taken out of exactly these modules. */
function complaintAfter(replaced: readonly Replacement[], shortened: readonly string[]): string | undefined {
  const { resolveId, transform, buildEnd } = hooksOf(trimSts());
  for (const id of shortened) transform.call({ parse: parseAst }, readFileSync(id, 'utf8'), id);
  for (const { specifier, importer, given } of replaced) {
    expect(resolveId.call(undefined, specifier, importer)).toBe(given);
  }
  let complaint: string | undefined;
  const context = {
    error(message: string): never {
      complaint = message;
      throw new Error(message);
    },
  };
  try {
    buildEnd.call(context);
  } catch (error) {
    expect(String(error)).toContain(complaint ?? 'a complaint');
  }
  return complaint;
}

let modules: string[];
let replaced: Replacement[];
let shortened: string[];

beforeAll(async () => {
  ({ modules, replaced, shortened } = await bundle('src/platform/sts.ts'));
});

describe('trimSts', () => {
  it('puts every stand-in to use', () => {
    const files = readdirSync(STAND_INS).filter((name) => !name.endsWith('.test.ts'));
    const used = [...replaced.map(({ given }) => basename(given)), ...modules.map((id) => basename(id))];
    expect(files.filter((name) => !used.includes(name))).toEqual([]);
  });

  it.each([
    ['the reader that needs DOMParser', /xml-parser\.browser/],
    ['the browser’s defaults', /client-sts.*runtimeConfig/],
    ['the client’s extensions', /client-sts.*runtimeExtensions/],
    ['the choice of a signer', /client-sts.*httpAuthSchemeProvider/],
    [
      'the rules of endpoints',
      /client-sts.*(ruleset|endpointResolver)|@smithy\/core\/dist-[^/]+\/submodules\/endpoints/,
    ],
    ['the classes of errors', /client-sts.*models\/errors/],
    ['retries', /@smithy\/core\/dist-[^/]+\/submodules\/retry/],
    ['event streams', /@smithy\/core\/dist-[^/]+\/submodules\/event-streams|HeaderFormatter\.js/],
    ['the SDK’s client middleware', /@aws-sdk\/core\/dist-[^/]+\/submodules\/client/],
    ['the reader of refusals', /protocols\/ProtocolLib/],
    ['bindings to headers', /HttpBindingNormalizedSchema/],
    ['the reader of single values', /@smithy.*FromStringShapeDeserializer/],
    ['the stack of middleware', /middleware-stack|smithy-client\/command\.js/],
    ['the registry of errors', /TypeRegistry|STSServiceException/],
    ['choices of a signer', /legacy-root-exports|middleware-http-(auth-scheme|signing)/],
    ['user agents', /bowser|util-user-agent|user-agent-browser/],
    ['providers of credentials', /credential-provider/],
    ['SHA-256 in JavaScript', /sha256-js|@aws-crypto/],
  ])('leaves %s out of the bundle', (_, path) => {
    expect(modules.map((id) => id.replaceAll('\\', '/')).filter((id) => path.test(id))).toEqual([]);
  });

  it('keeps the SDK’s own signer, protocol and XML reader', () => {
    for (const path of [/@smithy\/signature-v4/, /AwsQueryProtocol/, /xml-builder.*xml-parser\.js$/, /client-sts/]) {
      expect(
        modules.some((id) => path.test(id.replaceAll('\\', '/'))),
        String(path),
      ).toBe(true);
    }
  });

  it('is content when all was replaced, and with a build that failed for another reason', () => {
    expect(complaintAfter(replaced, shortened)).toBeUndefined();
    const { buildEnd } = hooksOf(trimSts());
    const error = (message: string): never => {
      throw new Error(message);
    };
    expect(() => buildEnd.call({ error }, new Error('a syntax error'))).not.toThrow();
  });

  it('stops the build when the SDK has moved any one of its files, and names what is missing', () => {
    const specifiers = [...new Set(replaced.map(({ specifier }) => specifier))];
    expect(specifiers.length).toBeGreaterThan(12);
    for (const gone of specifiers) {
      const complaint = complaintAfter(
        replaced.filter(({ specifier }) => specifier !== gone),
        shortened,
      );
      expect(complaint).toContain('has changed its files');
      expect(complaint).toContain(gone.includes('xml-parser') ? 'xml-parser' : gone);
    }
  });

  it('stops the build when a class that loses methods is no longer there, or no longer has them', () => {
    expect(shortened.length).toBeGreaterThan(3);
    for (const gone of shortened) {
      const others = shortened.filter((id) => id !== gone);
      expect(complaintAfter(replaced, others)).toContain(basename(gone).replace('.', '\\.'));
      const { transform } = hooksOf(trimSts());
      expect(() => transform.call({ parse: parseAst }, 'export class Another {}', gone)).toThrow(
        /there is no (call of a )?method/,
      );
    }
  });

  it('stops a real build in which nothing is replaced', async () => {
    await expect(bundle('src/core/errors.ts')).rejects.toThrow('@aws-sdk/client-sts has changed its files');
  });

  it('touches nothing outside the SDK', () => {
    const { resolveId } = hooksOf(trimSts());
    for (const specifier of ['./runtimeConfig', './HeaderFormatter', '@smithy/core/retry', '@smithy/core/endpoints']) {
      for (const importer of [
        resolve(ROOT, 'src/platform/sts.ts'),
        '/x/node_modules/preact/dist/preact.mjs',
        undefined,
      ]) {
        expect(resolveId.call(undefined, specifier, importer)).toBeNull();
      }
    }
  });
});
