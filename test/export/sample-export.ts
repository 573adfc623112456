import {
  exportArn,
  exportLayout,
  incrementalLayout,
  type ExportLayout,
  type ExportWriter,
  type Item,
  type ItemChangeRecord,
  writeExport,
  writeIncrement,
  type WrittenExport,
  type WrittenIncrement,
} from '../../lib/export';

export const TABLE_ARN = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/orders';
const TABLE_ID = '12345678-1234-1234-1234-123456789012';
export const EXPORT_ID = '01693685827463-2d8752fd';
export const SAMPLE_LAYOUT: ExportLayout = exportLayout('export/sushiorderdata', EXPORT_ID);

/** Numbers as Math.random gives them, the same ones every time. */
export function countingRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export async function* stream<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

export function sampleItems(count: number): Item[] {
  return Array.from({ length: count }, (_, number) => ({ id: { N: String(number) }, menu: { S: 'いか' } }));
}

/** Writes items as an export of three data files, by the number in their id. */
export async function writeSample(
  writer: ExportWriter,
  items: AsyncIterable<Item>,
  layout: ExportLayout = SAMPLE_LAYOUT,
): Promise<WrittenExport> {
  return writeExport(writer, items, {
    layout,
    files: 3,
    partitionOf: (item) => Number(item.id?.N ?? '0') % 2,
    random: countingRandom(),
    facts: {
      exportArn: exportArn(TABLE_ARN, EXPORT_ID),
      startTime: '2023-09-02T20:17:07.463Z',
      endTime: '2023-09-02T20:29:07.463Z',
      tableArn: TABLE_ARN,
      tableId: TABLE_ID,
      exportTime: '2023-09-02T20:17:07.463Z',
      s3Bucket: 'bucket',
      s3Prefix: 'export/sushiorderdata',
      s3SseAlgorithm: 'AES256',
    },
  });
}

/** Changes of the items with these numbers: new where the number is even, else gone. */
export function sampleChanges(numbers: readonly number[], micros = 0): ItemChangeRecord[] {
  return numbers.map((number) => {
    const keys: Item = { id: { N: String(number) } };
    const item = { ...keys, menu: { S: '\u{1F363}' } };
    const isNew = number % 2 === 0;
    return {
      writtenMicros: micros + number,
      keys,
      oldImage: isNew ? undefined : item,
      newImage: isNew ? item : undefined,
    };
  });
}

/** A window of a sample: the day whose number it has after that of the full export. */
export interface SampleWindow {
  readonly day: number;
  readonly prefix?: string;
  readonly view?: string;
  readonly tableArn?: string;
  readonly tableId?: string;
  readonly exportId?: string;
}

const SAMPLE_TIME = Date.parse('2023-09-02T20:17:07.463Z');
const DAY = 86_400_000;

/** The ExportId of the window of a day. */
export function sampleWindowId(day: number): string {
  return `0${Math.floor((SAMPLE_TIME + day * DAY) / 1000)}000-0000000${day}`;
}

/** Writes changes as the incremental export of a window. */
export async function writeSampleWindow(
  writer: ExportWriter,
  changes: readonly ItemChangeRecord[],
  {
    day,
    prefix = 'export/sushiorderdata',
    view = 'NEW_AND_OLD_IMAGES',
    tableArn = TABLE_ARN,
    tableId = TABLE_ID,
    exportId = sampleWindowId(day),
  }: SampleWindow,
): Promise<WrittenIncrement & { readonly layout: ExportLayout }> {
  const layout = incrementalLayout(prefix, exportId);
  const written = await writeIncrement(writer, stream(changes), {
    layout,
    files: 2,
    partitionOf: ({ id }) => Number(id?.N ?? '0') % 2,
    random: seededRandom(day),
    facts: {
      exportArn: exportArn(tableArn, exportId),
      startTime: new Date(SAMPLE_TIME + day * DAY).toISOString(),
      endTime: new Date(SAMPLE_TIME + day * DAY + 600_000).toISOString(),
      tableArn,
      tableId,
      exportFromTime: new Date(SAMPLE_TIME + (day - 1) * DAY).toISOString(),
      exportToTime: new Date(SAMPLE_TIME + day * DAY).toISOString(),
      s3Bucket: 'bucket',
      s3Prefix: prefix,
      s3SseAlgorithm: 'AES256',
      outputView: view,
    },
  });
  return { ...written, layout };
}

/** Other numbers for each day, so that no two windows have a file of the same name. */
function seededRandom(day: number): () => number {
  const random = countingRandom();
  for (let skipped = 0; skipped < day * 101; skipped++) random();
  return random;
}
