import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DescribeExportCommand,
  ExportTableToPointInTimeCommand,
  type FilterSpecification,
} from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { dynamoDb, s3, type TableUnderTest } from './system';
import { until } from './until';

/** What objects become: new bodies by key, undefined for one that is removed. */
export type Tampering = Readonly<Record<string, Buffer | undefined>>;

/** A finished export, whose objects a test may change. */
export interface ExportObjects {
  readonly exportArn: string;
  readonly summary: string;
  readonly files: string;
  /** A data file that has items. */
  readonly dataFile: string;
  readonly read: (key: string) => Promise<Buffer>;
  readonly tamper: (changes: Tampering) => Promise<void>;
}

/**
 * Exports a table by hand: no night has published the export.
 *
 * @param filter what narrows the export @default - the whole table
 */
export async function exportTable(table: TableUnderTest, filter?: FilterSpecification): Promise<ExportObjects> {
  const { tableArn, bucket, exportPrefix } = table;
  const { ExportDescription: started } = await dynamoDb.send(
    new ExportTableToPointInTimeCommand({
      TableArn: tableArn,
      S3Bucket: bucket,
      S3Prefix: exportPrefix,
      ExportFormat: 'DYNAMODB_JSON',
      FilterSpecification: filter,
    }),
  );
  return exportObjects(table, started?.ExportArn ?? '');
}

/** An export as it is when it has ended. */
export async function exportObjects({ bucket }: TableUnderTest, ExportArn: string): Promise<ExportObjects> {
  const summary = await until(`The end of ${ExportArn}`, async () => {
    const { ExportDescription } = await dynamoDb.send(new DescribeExportCommand({ ExportArn }));
    return ExportDescription?.ExportManifest;
  });
  const files = summary.replace('manifest-summary', 'manifest-files');
  const read = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  const entries = lines(await read(files)).map(
    (line) => JSON.parse(line) as { itemCount: number; dataFileS3Key: string },
  );
  return {
    exportArn: ExportArn,
    summary,
    files,
    dataFile: entries.find(({ itemCount }) => itemCount > 1)?.dataFileS3Key ?? '',
    read,
    tamper: async (changes) => {
      for (const [Key, Body] of Object.entries(changes))
        await s3.send(
          Body ? new PutObjectCommand({ Bucket: bucket, Key, Body }) : new DeleteObjectCommand({ Bucket: bucket, Key }),
        );
    },
  };
}

/** The lines of a text file, without empty ones. */
export function lines(body: Buffer): string[] {
  return body
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

/** A gzip file with its lines changed. */
export function withLines(gzip: Buffer, change: (lines: string[]) => string[]): Buffer {
  return gzipSync(`${change(lines(gunzipSync(gzip))).join('\n')}\n`);
}
