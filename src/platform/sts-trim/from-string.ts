/**
 * Stands in for the SDK's reader of single values, which also reads headers and seven forms of time. STS writes text, numbers,
 * booleans and ISO 8601 times, with or without fractions of a second.
 */
import { NormalizedSchema } from '@smithy/core/schema';

export class FromStringShapeDeserializer {
  setSerdeContext(): void {}

  read(schema: Parameters<typeof NormalizedSchema.of>[0], text: string): unknown {
    const type = NormalizedSchema.of(schema);
    if (type.isTimestampSchema()) return new Date(text);
    if (type.isNumericSchema()) return Number(text);
    if (type.isBooleanSchema()) return text === 'true';
    return text;
  }
}
