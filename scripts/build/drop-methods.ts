/** As much of a syntax tree (ESTree) as is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly key?: { readonly type: string; readonly name?: string };
  readonly body?: Node | readonly Node[];
  readonly declaration?: Node | null;
}

/**
 * Takes methods out of the classes of a module: a bundler keeps all of a class of which anything is used.
 * @param parse gives the module's syntax tree
 * @throws {Error} naming a method that no class of the module has
 */
export function dropMethods(code: string, parse: (code: string) => unknown, names: readonly string[]): string {
  const found = methodsOf(parse(code) as Node).filter(({ key }) => key?.name !== undefined && names.includes(key.name));
  const missing = names.filter((name) => !found.some(({ key }) => key?.name === name));
  if (missing.length > 0) throw new Error(`there is no method ${missing.join(', ')}`);
  return found.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code);
}

/** The methods of the classes declared at the top of a module, in their order. */
function methodsOf({ body }: Node): Node[] {
  const statements = Array.isArray(body) ? (body as Node[]) : [];
  const classes = statements
    .map((statement) => statement.declaration ?? statement)
    .filter(({ type }) => type === 'ClassDeclaration');
  return classes
    .flatMap((item) => ((item.body as Node | undefined)?.body as Node[] | undefined) ?? [])
    .filter(({ type }) => type === 'MethodDefinition');
}
