import {
  DescribeContinuousBackupsCommand,
  DescribeExportCommand,
  DescribeTableCommand,
  ListExportsCommand,
  type ContinuousBackupsDescription,
  type DynamoDBClient,
  type ExportDescription,
  type ExportSummary,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { orNothing } from '../account/or-nothing';

/** A table; undefined if the region has none of that name. */
export async function sourceTable(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  const answer = await orNothing('ResourceNotFoundException', () =>
    client.send(new DescribeTableCommand({ TableName: name })),
  );
  return answer?.Table;
}

/** The point-in-time recovery of a table; undefined if there is no such table. */
export async function continuousBackups(
  client: DynamoDBClient,
  name: string,
): Promise<ContinuousBackupsDescription | undefined> {
  const answer = await orNothing('TableNotFoundException', () =>
    client.send(new DescribeContinuousBackupsCommand({ TableName: name })),
  );
  return answer?.ContinuousBackupsDescription;
}

/**
 * The exports of a table, or of all tables of the region, that DynamoDB still lists: those of the last 90 days (AWS:
 * "ListExports").
 */
export async function listExports(client: DynamoDBClient, tableArn?: string): Promise<ExportSummary[]> {
  const exports: ExportSummary[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListExportsCommand({ TableArn: tableArn, NextToken: token }));
    exports.push(...(page.ExportSummaries ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return exports;
}

/** An export; undefined where DynamoDB does not know it, any more or at all. */
export async function describeExport(
  client: DynamoDBClient,
  exportArn: string,
): Promise<ExportDescription | undefined> {
  const answer = await orNothing('ExportNotFoundException', () =>
    client.send(new DescribeExportCommand({ ExportArn: exportArn })),
  );
  return answer?.ExportDescription;
}
