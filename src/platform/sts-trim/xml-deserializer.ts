/**
 * Stands in for the SDK's reader of XML bodies, which also reads maps, unions, documents, streams of events and flattened lists. STS
 * answers with structures and lists of single values.
 */
import { parseXML } from '@aws-sdk/xml-builder';
import { getValueFromTextNode } from '@smithy/core/client';
import { NormalizedSchema } from '@smithy/core/schema';
import { FromStringShapeDeserializer } from './from-string.ts';

type Schema = Parameters<typeof NormalizedSchema.of>[0];
type Node = Readonly<Record<string, unknown>>;

const single = new FromStringShapeDeserializer();

export class XmlShapeDeserializer {
  setSerdeContext(): void {}

  /** @param key the element within the outermost one to read, where it is not that itself */
  read(schema: Schema, bytes: Uint8Array, key?: string): unknown {
    const root = rootOf(new TextDecoder().decode(bytes));
    return this.readSchema(schema, key ? root[key] : root);
  }

  readSchema(schema: Schema, value: unknown): unknown {
    const type = NormalizedSchema.of(schema);
    if (type.isUnitSchema()) return undefined;
    if (type.isStructSchema()) {
      const found: Record<string, unknown> = {};
      if (typeof value !== 'object' || value === null) return value === undefined || value === null ? value : found;
      for (const [name, member] of type.structIterator()) {
        const given = (value as Node)[member.getMergedTraits().xmlName ?? name];
        if (given !== undefined && given !== null) found[name] = this.readSchema(member, given);
      }
      return found;
    }
    if (type.isListSchema()) {
      const items = typeof value === 'object' && value !== null ? (value as Node)['member'] : undefined;
      if (items === undefined || items === null) return [];
      return [items].flat().map((item) => this.readSchema(type.getValueSchema(), item));
    }
    // An error's body is read as it is.
    if (type.isDocumentSchema() || value === undefined || value === null) return value;
    if (typeof value !== 'string') throw new Error('one value was expected');
    return single.read(type, value);
  }
}

/** What lies within the outermost element. */
function rootOf(text: string): Node {
  if (text === '') return {};
  const parsed = parseXML(text) as Node;
  const [name = ''] = Object.keys(parsed);
  const root = parsed[name];
  return getValueFromTextNode(typeof root === 'object' && root !== null ? root : { [name]: root }) as Node;
}
