/** As much of a syntax tree (ESTree) as is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: readonly Node[];
  readonly expression?: Node;
  readonly callee?: Node;
  readonly property?: Node;
  readonly name?: string;
}

/**
 * Takes the statements out of a module's top level that do nothing but call a method of that name, as in `registry.register(a)`. A
 * bundler keeps such a call, and all it is given, since it cannot know that nobody asks for what came of it.
 * @param parse gives the module's syntax tree
 * @throws {Error} when there is no such statement
 */
export function dropCalls(code: string, parse: (code: string) => unknown, method: string): string {
  const statements = (parse(code) as Node).body ?? [];
  const found = statements.filter(({ type, expression }) => {
    return (
      type === 'ExpressionStatement' &&
      expression?.type === 'CallExpression' &&
      expression.callee?.type === 'MemberExpression' &&
      expression.callee.property?.name === method
    );
  });
  if (found.length === 0) throw new Error(`there is no call of a method ${method}`);
  return found.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code);
}
