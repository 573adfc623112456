import type { S3Client } from '@aws-sdk/client-s3';
import { resources, nameSharedResources, type Config, type Table } from '../../config';
import {
  inspectExport,
  layoutOfKey,
  parseExportArn,
  s3Location,
  type ExportLayout,
  type Inspection,
} from '../../export';
import { readPublishedNights } from '../../night';
import { type ExportReference } from '../../operations';
import type { AccountClients } from '../account/account-clients';
import { catalogPartitions, noGlueTable } from '../glue/catalog';
import { describeExport } from '../dynamodb/dynamodb';
import { findExports } from './export-folders';
import { hasObjects, listFolders, s3ExportReader } from './s3';

/** Files that are read at the same time: one connection to S3 gives some 80 MB/s, a machine takes many of them. */
const CONCURRENCY = 16;

/** Where an export lies. */
export interface ExportPlace {
  readonly bucket: string;
  readonly layout: ExportLayout;
}

type Services = Pick<AccountClients, 'dynamoDb' | 'glue' | 's3'>;

/**
 * Where the export lies that is meant.
 *
 * @param table the table whose night of a date is meant
 * @throws Error where a date has no night, or an export is not where the configured tables' exports are
 */
export async function exportPlace(
  clients: Services,
  config: Config,
  table: () => Table,
  reference: ExportReference,
): Promise<ExportPlace> {
  switch (reference.kind) {
    case 'object':
      return reference;
    case 'place':
      throw await noExportIn(clients.s3, reference.bucket, reference.folder);
    case 'id':
      return placeById(clients, config, reference.exportId);
    case 'arn':
      return placeByArn(clients, config, reference.exportArn);
    case 'date': {
      const names = resources(config, table());
      const partitions = await catalogPartitions(clients.glue, names.database, names.raw);
      if (!partitions) throw noGlueTable(config, names);
      const night = nightOf(reference.exportDate, readPublishedNights(partitions), names.raw);
      const place = s3Location(night.location);
      const layout = layoutOfKey(place?.key ?? '');
      if (place && layout) return { bucket: place.bucket, layout };
      // A columnar night lies elsewhere than its export.
      return night.exportArn === ''
        ? placeById(clients, config, night.exportId)
        : placeByArn(clients, config, night.exportArn);
    }
  }
}

/** One in another place is known to DynamoDB alone, for 90 days; one that it has forgotten, to the bucket. */
async function placeByArn(clients: Services, config: Config, exportArn: string): Promise<ExportPlace> {
  const { S3Bucket, ExportManifest = '' } = (await describeExport(clients.dynamoDb, exportArn)) ?? {};
  const layout = layoutOfKey(ExportManifest);
  return S3Bucket !== undefined && layout
    ? { bucket: S3Bucket, layout }
    : placeById(clients, config, parseExportArn(exportArn)?.exportId ?? '');
}

/** Looks in the folders of all configured tables. */
async function placeById({ s3 }: Services, config: Config, exportId: string): Promise<ExportPlace> {
  const { bucket } = nameSharedResources(config);
  const folders = config.tables.flatMap((table) => resources(config, table).exportFolders);
  const layout = (await findExports(s3, bucket, folders))?.get(exportId);
  if (layout) return { bucket, layout };
  throw new Error(
    `There is no export ${exportId} in s3://${bucket} below ${folders.join(', ')}: look at the bucket, or give its place as s3://BUCKET/PREFIX/AWSDynamoDB/ID/`,
  );
}

/** The published night of a date. @throws Error that names the nights there are */
function nightOf(date: string, nights: ReturnType<typeof readPublishedNights>, table: string) {
  const night = nights.find(({ exportDate }) => exportDate === date);
  if (night) return night;
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
  if (await hasObjects(client, bucket, layout.folder))
    return inspectExport(s3ExportReader(client, bucket), layout, { concurrency: CONCURRENCY, onProgress });
  throw await noExportIn(client, bucket, layout.folder);
}

/** Says what is missing: the bucket, or the export in it. */
async function noExportIn(client: S3Client, bucket: string, folder: string): Promise<Error> {
  if ((await listFolders(client, bucket, folder)) === undefined)
    return new Error(`There is no bucket ${bucket}: correct its name`);
  return new Error(
    `There is no export in s3://${bucket}/${folder}: look at the bucket, or give its place as s3://BUCKET/PREFIX/AWSDynamoDB/ID/`,
  );
}
