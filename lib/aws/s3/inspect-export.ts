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
import {
  findNightExports,
  NoExportError,
  type ExportReference,
  type NightExport,
  type NightExports,
} from '../../operations';
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

/** Finds where the exports of the configured tables lie. The bucket is listed once at most. */
export class ExportPlaces {
  private layouts: Promise<ReadonlyMap<string, ExportLayout> | undefined> | undefined;

  constructor(
    private readonly clients: Services,
    private readonly config: Config,
  ) {}

  /**
   * What the published night of a date was made of.
   *
   * @throws Error where the date has no night
   */
  async nightExports(exportDate: string, table: Table): Promise<NightExports> {
    const names = resources(this.config, table);
    const partitions = await catalogPartitions(this.clients.glue, names.database, names.raw);
    if (!partitions) throw noGlueTable(this.config, names);
    return findNightExports(exportDate, readPublishedNights(partitions), names.raw);
  }

  /**
   * Where an export of a night lies. A columnar night lies elsewhere than its export.
   *
   * @throws NoExportError where it is not where the configured tables' exports are
   */
  placeOfNight({ exportId, exportArn, location = '' }: NightExport): Promise<ExportPlace> {
    const place = s3Location(location);
    const layout = layoutOfKey(place?.key ?? '');
    if (place && layout) return Promise.resolve({ bucket: place.bucket, layout });
    return exportArn === '' ? this.placeById(exportId) : this.placeByArn(exportArn);
  }

  /**
   * Where the export lies that is meant.
   *
   * @throws NoExportError where it is not where the configured tables' exports are
   */
  async placeOf(reference: Exclude<ExportReference, { kind: 'date' }>): Promise<ExportPlace> {
    switch (reference.kind) {
      case 'object':
        return reference;
      case 'place':
        throw await noExportIn(this.clients.s3, reference.bucket, reference.folder);
      case 'id':
        return this.placeById(reference.exportId);
      case 'arn':
        return this.placeByArn(reference.exportArn);
    }
  }

  /** One in another place is known to DynamoDB alone, for 90 days; one that it has forgotten, to the bucket. */
  private async placeByArn(exportArn: string): Promise<ExportPlace> {
    const { S3Bucket, ExportManifest = '' } = (await describeExport(this.clients.dynamoDb, exportArn)) ?? {};
    const layout = layoutOfKey(ExportManifest);
    return S3Bucket !== undefined && layout
      ? { bucket: S3Bucket, layout }
      : this.placeById(parseExportArn(exportArn)?.exportId ?? '');
  }

  /** Looks in the folders of all configured tables. */
  private async placeById(exportId: string): Promise<ExportPlace> {
    const { config, clients } = this;
    const { bucket } = nameSharedResources(config);
    const folders = config.tables.flatMap((table) => resources(config, table).exportFolders);
    this.layouts ??= findExports(clients.s3, bucket, folders);
    const layout = (await this.layouts)?.get(exportId);
    if (layout) return { bucket, layout };
    throw new NoExportError(
      `There is no export ${exportId} in s3://${bucket} below ${folders.join(', ')}: look at the bucket, or give its place as s3://BUCKET/PREFIX/AWSDynamoDB/ID/`,
    );
  }
}

/**
 * Compares every byte of an export in S3 with its manifests.
 *
 * @param onProgress called with bytes done and bytes in all
 * @throws NoExportError where there is no such export
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
  return new NoExportError(
    `There is no export in s3://${bucket}/${folder}: look at the bucket, or give its place as s3://BUCKET/PREFIX/AWSDynamoDB/ID/`,
  );
}
