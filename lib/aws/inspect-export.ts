import type { S3Client } from '@aws-sdk/client-s3';
import { EXPORT_PREFIX, resources, type Config, type Table } from '../config';
import { exportLayout, inspectExport, layoutOfKey, s3Location, type ExportLayout, type Inspection } from '../export';
import { publishedNights } from '../night';
import { type ExportReference } from '../operations';
import type { AccountClients } from './account-clients';
import { catalogPartitions, noGlueTable } from './catalog';
import { describeExport } from './dynamodb';
import { hasObjects, s3ExportReader } from './s3';

/** Files that are read at the same time: one connection to S3 gives some 80 MB/s, a machine takes many of them. */
const CONCURRENCY = 16;

/** Where an export lies. */
export interface ExportPlace {
  readonly bucket: string;
  readonly layout: ExportLayout;
}

/** Where the export lies that is meant. @throws Error where a date has no night */
export async function exportPlace(
  { dynamoDb, glue }: Pick<AccountClients, 'dynamoDb' | 'glue'>,
  config: Config,
  table: () => Table,
  reference: ExportReference,
): Promise<ExportPlace> {
  const [first] = config.tables;
  const bucket = first ? resources(config, first).bucket : '';
  switch (reference.kind) {
    case 'object':
      return reference;
    case 'id':
      return { bucket, layout: exportLayout(EXPORT_PREFIX, reference.exportId) };
    case 'arn': {
      // One that went elsewhere is known to DynamoDB alone, and one that is forgotten only to the bucket.
      const description = await describeExport(dynamoDb, reference.exportArn);
      const layout = layoutOfKey(description?.ExportManifest ?? '');
      return {
        bucket: description?.S3Bucket ?? bucket,
        layout: layout ?? exportLayout(description?.S3Prefix ?? EXPORT_PREFIX, reference.exportId),
      };
    }
    case 'date': {
      const names = resources(config, table());
      const partitions = await catalogPartitions(glue, names.database, names.raw);
      if (!partitions) throw noGlueTable(config, names);
      return nightPlace(reference.exportDate, publishedNights(partitions), names.raw);
    }
  }
}

/** Where the export of a published night lies. @throws Error that names the nights there are */
function nightPlace(date: string, nights: ReturnType<typeof publishedNights>, table: string): ExportPlace {
  const night = nights.find(({ exportDate }) => exportDate === date);
  const place = s3Location(night?.location ?? '');
  // A columnar night lies elsewhere than its export.
  const layout = layoutOfKey(place?.key ?? '') ?? (night?.exportId && exportLayout(EXPORT_PREFIX, night.exportId));
  if (place && layout) return { bucket: place.bucket, layout };
  const there =
    nights.length === 0
      ? 'it has none'
      : `the newest are ${nights
          .slice(-3)
          .reverse()
          .map(({ exportDate }) => exportDate)
          .join(', ')}`;
  throw new Error(`${table} has no published night of ${date}: ${there}`);
}

/**
 * Compares every byte of an export in S3 with its manifests.
 *
 * @param onProgress called with bytes done and bytes in all
 * @throws Error where there is no such export
 */
export async function inspectS3Export(
  client: S3Client,
  { bucket, layout }: ExportPlace,
  onProgress: (done: number, total: number) => void,
): Promise<Inspection> {
  if (!(await hasObjects(client, bucket, layout.folder)))
    throw new Error(
      `There is no export in s3://${bucket}/${layout.folder}: look at the bucket, or give its place as s3://BUCKET/PREFIX/AWSDynamoDB/ID/`,
    );
  return inspectExport(s3ExportReader(client, bucket), layout, { concurrency: CONCURRENCY, onProgress });
}
