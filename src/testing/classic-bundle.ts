import { type ClassicScript, classicScripts } from '../../scripts/build/classic-scripts.ts';

/** For tests only: an entry as the build makes it, with the plugin the build uses. */
export async function classicBundle(
  entry: string,
  how: Partial<Pick<ClassicScript, 'callsSts' | 'polyfilled' | 'inPage' | 'lazy'>> = {},
): Promise<string> {
  const sources: string[] = [];
  const script = { fileName: 'bundle.js', entry, callsSts: true, polyfilled: false, ...how };
  const { generateBundle } = classicScripts([script]);
  if (typeof generateBundle !== 'function') throw new Error('the plugin no longer generates its files in one function');
  const context = {
    emitFile: ({ source }: { source: string }) => sources.push(source),
    error: (message: string) => {
      throw new Error(message);
    },
  };
  await Reflect.apply(generateBundle, context, []);
  const [source] = sources;
  if (source === undefined) throw new Error(`${entry} made no file`);
  return source;
}
