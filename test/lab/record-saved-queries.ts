import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateDatabaseCommand, CreatePartitionCommand, CreateTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SystemClock } from '../../lib/asl';
import { querySucceeded, resultPages, startQuery, type AthenaContext } from '../../lib/aws/athena/athena';
import { partitionInput, tableInputs } from '../../lib/catalog';
import { parseConfig, RESULT_PREFIX, resources, type Resources, type Table } from '../../lib/config';
import { QUERIES, readQueries } from '../../lib/query-files';
import { sqlFor } from '../../lib/sql';
import { ANSWERS, readRecordedNights, type Answer } from '../queries/recorded-nights';

/**
 * Publishes the nights of test/fixtures/saved-queries in the lab, asks Trino every saved query about them, in Athena's
 * words, and writes its answers beside them. The lab is where the environment says that AWS is.
 */
export async function recordSavedQueries(): Promise<void> {
  const config = parseConfig({});
  const [table] = config.tables as [Table];
  const names = resources(config, table);
  await publish(table, names);
  const client = new AthenaClient();
  const ResultConfiguration = { OutputLocation: `s3://${names.bucket}/${RESULT_PREFIX}/` };
  await client.send(new CreateWorkGroupCommand({ Name: names.workgroup, Configuration: { ResultConfiguration } }));
  const athena = {
    client: new AthenaClient(),
    workgroup: names.workgroup,
    database: names.database,
    clock: new SystemClock(),
    remedy: 'start the lab again',
  };
  for (const query of readQueries(QUERIES)) {
    const parameters = query.parameters.map(({ example }) => example);
    const answer = await askAthena(athena, sqlFor(query, table), parameters);
    writeFileSync(join(ANSWERS, `${query.name}.json`), format(answer));
    console.log(`${query.name}: ${answer.rows.length} rows`);
  }
}

async function publish(table: Table, names: Resources): Promise<void> {
  const { objects, partitions } = readRecordedNights(names);
  const [s3, glue] = [new S3Client({ forcePathStyle: true }), new GlueClient()];
  await s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
  for (const { key, body } of objects)
    await s3.send(new PutObjectCommand({ Bucket: names.bucket, Key: key, Body: body }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: names.database } }));
  for (const TableInput of tableInputs(table, names))
    await glue.send(new CreateTableCommand({ DatabaseName: names.database, TableInput }));
  for (const { kind, values, location } of partitions) {
    const at = { DatabaseName: names.database, TableName: names[kind] };
    await glue.send(new CreatePartitionCommand({ ...at, PartitionInput: partitionInput(kind, values, location) }));
  }
}

async function askAthena(athena: AthenaContext, sql: string, parameters: readonly string[]): Promise<Answer> {
  const execution = await querySucceeded(athena, await startQuery(athena, sql, parameters));
  let columns: string[] = [];
  const rows: (string | null)[][] = [];
  for await (const page of resultPages(athena, execution)) {
    columns = page.columns.map(({ name }) => name);
    rows.push(...page.rows.map((row) => row.map((text) => text ?? null)));
  }
  return { columns, rows };
}

/** A row, a line. */
function format({ columns, rows }: Answer): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`);
  return `{\n  "columns": ${JSON.stringify(columns)},\n  "rows": [\n${lines.join(',\n')}\n  ]\n}\n`;
}
