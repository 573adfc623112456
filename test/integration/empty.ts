import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeExportCommand, DynamoDBClient, paginateListExports } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { DeleteObjectsCommand, NoSuchBucket, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { findDeployedConfig } from '../../lib/aws';
import { parseConfig, resources, nameSharedResources, type Config } from '../../lib/config';

const POLL_MS = 5_000;

/**
 * Empties the bucket of a system, which CloudFormation deletes only then. Waits for exports that still run: they cannot be
 * stopped, and would write again.
 */
export async function empty(context: Readonly<Record<string, string>>): Promise<void> {
  const dynamoDb = new DynamoDBClient();
  const config = await findDeployedConfig(parseConfig(context), { glue: new GlueClient(), dynamoDb });
  await awaitExports(config, dynamoDb);
  const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
  const Bucket = nameSharedResources(config).bucket;
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      const Objects = Contents.map(({ Key }) => ({ Key }));
      if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    }
  } catch (error) {
    // The deployment may have failed before there was a bucket.
    if (!(error instanceof NoSuchBucket)) throw error;
  }
}

async function awaitExports(config: Config, dynamoDb: DynamoDBClient): Promise<void> {
  const names = new Set(config.tables.map((table) => resources(config, table).sourceTable));
  for await (const { ExportSummaries = [] } of paginateListExports({ client: dynamoDb }, {})) {
    for (const { ExportArn = '' } of ExportSummaries) {
      if (!names.has(ExportArn.split('/')[1] ?? '')) continue;
      while (await runs(dynamoDb, ExportArn)) await sleep(POLL_MS);
    }
  }
}

async function runs(dynamoDb: DynamoDBClient, ExportArn: string): Promise<boolean> {
  const { ExportDescription } = await dynamoDb.send(new DescribeExportCommand({ ExportArn }));
  return ExportDescription?.ExportStatus === 'IN_PROGRESS';
}
