import {
  exportArn,
  exportLayout,
  type ExportLayout,
  type ExportWriter,
  type Item,
  writeExport,
  type WrittenExport,
} from '../../lib/export';

export const TABLE_ARN = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/orders';
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
      tableId: '12345678-1234-1234-1234-123456789012',
      exportTime: '2023-09-02T20:17:07.463Z',
      s3Bucket: 'bucket',
      s3Prefix: 'export/sushiorderdata',
      s3SseAlgorithm: 'AES256',
    },
  });
}
