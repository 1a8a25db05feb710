import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { dropMethods } from './drop-methods.ts';

const STAND_INS = resolve(import.meta.dirname, '../../src/platform/sts-trim');

/**
 * Which of the SDK's modules give way to a small one of ours in `src/platform/sts-trim`, and why there. A module is named as the
 * SDK's own files import it.
 */
const REPLACED: readonly { readonly by: RegExp; readonly specifier: string; readonly standIn: string }[] = [
  { by: /client-sts/, specifier: './runtimeConfig', standIn: 'runtime-config.ts' },
  { by: /client-sts/, specifier: './runtimeExtensions', standIn: 'runtime-extensions.ts' },
  { by: /client-sts/, specifier: './auth/httpAuthSchemeProvider', standIn: 'auth-scheme.ts' },
  { by: /client-sts/, specifier: '../models/errors', standIn: 'errors.ts' },
  { by: /@aws-sdk[\\/]core/, specifier: './QueryShapeSerializer', standIn: 'query-serializer.ts' },
  { by: /@aws-sdk[\\/]core/, specifier: '../xml/XmlShapeDeserializer', standIn: 'xml-deserializer.ts' },
  { by: /@aws-sdk[\\/]core/, specifier: '../ProtocolLib', standIn: 'protocol-lib.ts' },
  { by: /@smithy[\\/]core/, specifier: './HttpBindingNormalizedSchema', standIn: 'http-bindings.ts' },
  { by: /@smithy[\\/]core/, specifier: './serde/FromStringShapeDeserializer', standIn: 'from-string.ts' },
  { by: /@smithy[\\/]signature-v4/, specifier: './HeaderFormatter', standIn: 'header-formatter.ts' },
  { by: /client-sts|@smithy[\\/]core/, specifier: '@smithy/core/endpoints', standIn: 'endpoints.ts' },
  { by: /client-sts/, specifier: '@smithy/core/retry', standIn: 'retry.ts' },
  { by: /client-sts/, specifier: '@aws-sdk/core/client', standIn: 'aws-client.ts' },
  { by: /@smithy[\\/]core/, specifier: '../middleware-stack/MiddlewareStack', standIn: 'middleware-stack.ts' },
  { by: /@smithy[\\/]core/, specifier: './schemaLogFilter', standIn: 'log-filter.ts' },
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
  { file: /schema[\\/]TypeRegistry\.js$/, methods: ['getBaseException'] },
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
      replaced.add(rule.standIn);
      return resolve(STAND_INS, rule.standIn);
    },
    transform(code, id) {
      const rule = DROPPED.find(({ file }) => file.test(id));
      if (!rule) return null;
      replaced.add(String(rule.file));
      return { code: dropMethods(code, (text) => this.parse(text), rule.methods), map: null };
    },
    buildEnd(error) {
      // A new SDK version that moved a file would bring its weight, and the broken XML reader, back in silence.
      const wanted = [...REPLACED.map((item) => item.standIn), ...DROPPED.map((item) => String(item.file))];
      const missed = wanted.filter((item) => !replaced.has(item));
      if (!error && (missed.length > 0 || !replaced.has('xml-parser'))) {
        this.error(
          `@aws-sdk/client-sts has changed its files: nothing imported ${[...missed].join(', ') || 'xml-parser'}.`,
        );
      }
    },
  };
}
