/**
 * Stands in for the SDK's writer of query bodies, which also writes maps, blobs, documents, times and EC2's dialect. STS's requests
 * hold texts, numbers and booleans, and lists and structures of them.
 */
import { extendedEncodeURIComponent } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';

export class QueryShapeSerializer {
  private body = '';

  setSerdeContext(): void {}

  write(schema: Parameters<typeof NormalizedSchema.of>[0], value: unknown, name = ''): void {
    const type = NormalizedSchema.of(schema);
    if (value === undefined || value === null || type.isUnitSchema()) return;
    const inside = name && `${name}.`;
    if (type.isStructSchema()) {
      for (const [key, member] of type.structIterator()) {
        this.write(
          member,
          (value as Record<string, unknown>)[key],
          `${inside}${member.getMergedTraits().xmlName ?? key}`,
        );
      }
    } else if (type.isListSchema()) {
      const items = value as unknown[];
      if (items.length === 0) this.put(name, '');
      for (const [at, item] of items.entries()) this.write(type.getValueSchema(), item, `${inside}member.${at + 1}`);
    } else {
      this.put(name, `${value as string | number | boolean}`);
    }
  }

  flush(): string {
    const { body } = this;
    this.body = '';
    return body;
  }

  private put(name: string, text: string): void {
    this.body += `&${extendedEncodeURIComponent(name)}=${extendedEncodeURIComponent(text)}`;
  }
}
