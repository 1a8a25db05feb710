import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { dropCalls } from './drop-calls.ts';
import { dropMethods } from './drop-methods.ts';

const STAND_INS = resolve(import.meta.dirname, '../../src/platform/sts-trim');

/**
 * Which of the SDK's modules give way to a small one of ours in `src/platform/sts-trim`, and why there. A module is named as the
 * SDK's own files import it.
 */
const REPLACED: readonly { readonly by: RegExp; readonly specifier: string; readonly standIn: string }[] = [
  { by: /client-sts/, specifier: './runtimeConfig', standIn: 'runtime-config.ts' },
  ...[
    './auth/httpAuthSchemeProvider',
    './runtimeExtensions',
    '@aws-sdk/core/client',
    '@smithy/core',
    '@smithy/core/config',
    '@smithy/core/endpoints',
    '@smithy/core/protocols',
    '@smithy/core/retry',
    '@smithy/core/schema',
  ].map((specifier) => ({ by: /client-sts/, specifier, standIn: 'client-parts.ts' })),
  { by: /@smithy[\\/]core/, specifier: '../middleware-stack/MiddlewareStack', standIn: 'client-parts.ts' },
  { by: /@smithy[\\/]core/, specifier: './TypeRegistry', standIn: 'client-parts.ts' },
  { by: /@smithy[\\/]core/, specifier: './smithy-client/client-command-builder', standIn: 'command-builder.ts' },
  { by: /@aws-sdk[\\/]core/, specifier: './QueryShapeSerializer', standIn: 'query-serializer.ts' },
  { by: /@aws-sdk[\\/]core/, specifier: '../xml/XmlShapeDeserializer', standIn: 'xml-deserializer.ts' },
  { by: /@aws-sdk[\\/]core/, specifier: '../ProtocolLib', standIn: 'protocol-lib.ts' },
  { by: /@smithy[\\/]core/, specifier: './HttpBindingNormalizedSchema', standIn: 'http-bindings.ts' },
  { by: /@smithy[\\/]core/, specifier: './serde/FromStringShapeDeserializer', standIn: 'from-string.ts' },
  { by: /@smithy[\\/]signature-v4/, specifier: './HeaderFormatter', standIn: 'header-formatter.ts' },
];

/** Which methods of the SDK's classes are taken out: nothing calls them here, and a bundler cannot know that. */
const DROPPED: readonly { readonly file: RegExp; readonly methods: readonly string[] }[] = [
  // Links and streams that carry a signature; Stint signs requests.
  {
    file: /signature-v4[\\/]dist-es[\\/]SignatureV4\.js$/,
    methods: ['presign', 'signEvent', 'signMessage', 'signString'],
  },
  // Refusals, which are read before the SDK sees them.
  {
    file: /protocols[\\/]query[\\/]AwsQueryProtocol\.js$/,
    methods: ['handleError', 'loadQueryError', 'loadQueryErrorCode', 'loadQueryErrorMessage'],
  },
  // The query protocol has one of its own.
  { file: /protocols[\\/]RpcProtocol\.js$/, methods: ['deserializeResponse'] },
  // Streams of events, of which STS has none.
  {
    file: /submodules[\\/]protocols[\\/]HttpProtocol\.js$/,
    methods: [
      'resolveError',
      'loadEventStreamCapability',
      'serializeEventStream',
      'deserializeEventStream',
      'getEventStreamMarshaller',
      'resolveEventStreamMarshaller',
      'deserializeHttpMessage',
    ],
  },
];

/** Where the SDK registers the classes of STS's errors, which nobody looks up here. */
const REGISTRATIONS = { file: /client-sts[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/, method: 'registerError' };

/**
 * Keeps @aws-sdk/client-sts small and fit for a worker. Its XML reader for browsers needs DOMParser, which workers lack
 * (aws/aws-sdk-js-v3#7375); the package holds another that needs nothing, and that one is taken.
 */
export function trimSts(): Plugin {
  const replaced = new Set<string>();
  return {
    name: 'stint:trim-sts',
    enforce: 'pre',
    resolveId(specifier, importer) {
      if (!importer) return null;
      if (/@aws-sdk[\\/]xml-builder/.test(importer) && /xml-parser/.test(specifier)) {
        replaced.add('xml-parser');
        return resolve(dirname(importer), 'xml-parser.js');
      }
      const rule = REPLACED.find((item) => item.specifier === specifier && item.by.test(importer));
      if (!rule) return null;
      replaced.add(rule.specifier);
      return resolve(STAND_INS, rule.standIn);
    },
    transform(code, id) {
      const parse = (text: string) => this.parse(text);
      if (REGISTRATIONS.file.test(id)) {
        replaced.add(String(REGISTRATIONS.file));
        return { code: dropCalls(code, parse, REGISTRATIONS.method), map: null };
      }
      const rule = DROPPED.find(({ file }) => file.test(id));
      if (!rule) return null;
      replaced.add(String(rule.file));
      return { code: dropMethods(code, parse, rule.methods), map: null };
    },
    buildEnd(error) {
      // A new SDK version that moved a file would bring its weight, and the broken XML reader, back in silence.
      const wanted = [
        ...REPLACED.map((item) => item.specifier),
        ...DROPPED.map((item) => String(item.file)),
        String(REGISTRATIONS.file),
      ];
      const missed = wanted.filter((item) => !replaced.has(item));
      if (!error && (missed.length > 0 || !replaced.has('xml-parser'))) {
        this.error(
          `@aws-sdk/client-sts has changed its files: nothing imported ${[...missed].join(', ') || 'xml-parser'}.`,
        );
      }
    },
  };
}
