import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as the SDK has it: numbers as text, binaries as bytes. */
export type Item = Record<string, AttributeValue>;

/**
 * The line of a data file for an item, with its newline: `{"Item":{"menu":{"S":"..."}}}`.
 *
 * Written piece by piece and not by `JSON.stringify` of an object, which would lose an attribute named `__proto__`
 * and turn bytes into lists of numbers. Numbers stay the text that they are.
 *
 * @throws TypeError for a value without a type descriptor that is known
 */
export function exportLine(item: Readonly<Item>): string {
  return `{"Item":${attributes(item)}}\n`;
}

/** What became of a key in a window of time: one record of an incremental export. */
export interface ItemChangeRecord {
  /** When the key was last written to in the window, in microseconds since 1970. */
  readonly writtenMicros: number;
  readonly keys: Readonly<Item>;
  /** The item at the window's beginning; undefined if there was none. */
  readonly oldImage: Readonly<Item> | undefined;
  /** The item at the window's end; undefined if there was none any more. */
  readonly newImage: Readonly<Item> | undefined;
}

/**
 * The line of an incremental export's data file for a record, with its newline. Facts: AWS, "DynamoDB table export output
 * format"; without OldImage for NEW_IMAGE.
 *
 * @throws TypeError for a value without a type descriptor that is known
 */
export function changeLine({ writtenMicros, keys, oldImage, newImage }: ItemChangeRecord, withOld: boolean): string {
  const images = [
    oldImage && withOld ? `,"OldImage":${attributes(oldImage)}` : '',
    newImage ? `,"NewImage":${attributes(newImage)}` : '',
  ].join('');
  return `{"Metadata":{"WriteTimestampMicros":{"N":"${writtenMicros}"}},"Keys":${attributes(keys)}${images}}\n`;
}

function attributes(map: Readonly<Item>): string {
  return `{${Object.entries(map)
    .map(([name, value]) => `${JSON.stringify(name)}:${attributeValue(value)}`)
    .join(',')}}`;
}

function attributeValue(value: AttributeValue): string {
  if (value.S !== undefined) return `{"S":${JSON.stringify(value.S)}}`;
  if (value.N !== undefined) return `{"N":${JSON.stringify(value.N)}}`;
  if (value.BOOL !== undefined) return `{"BOOL":${value.BOOL}}`;
  if (value.NULL !== undefined) return `{"NULL":${value.NULL}}`;
  if (value.M !== undefined) return `{"M":${attributes(value.M)}}`;
  if (value.L !== undefined) return `{"L":[${value.L.map(attributeValue).join(',')}]}`;
  if (value.SS !== undefined) return `{"SS":${JSON.stringify(value.SS)}}`;
  if (value.NS !== undefined) return `{"NS":${JSON.stringify(value.NS)}}`;
  if (value.B !== undefined) return `{"B":"${base64(value.B)}"}`;
  if (value.BS !== undefined) return `{"BS":[${value.BS.map((bytes) => `"${base64(bytes)}"`).join(',')}]}`;
  throw new TypeError(
    `No known type descriptor in ${JSON.stringify(value)}: expected S, N, B, BOOL, NULL, M, L or a set`,
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
