import type { DynamoDBClient, TableDescription } from '@aws-sdk/client-dynamodb';
import type { KeyAttribute, NewTable } from '../../operations';
import { awsFailure, isOfOneCall } from '../account/failure';
import { continuousBackups, sourceTable } from './dynamodb';

/**
 * What DynamoDB says of a table that is to be exported. That recovery may not be looked at is no end of it.
 *
 * @throws Error where there is no such table, or its key is none that a column can be of
 */
export async function describeNewTable(client: DynamoDBClient, name: string, region: string): Promise<NewTable> {
  const table = await sourceTable(client, name);
  if (!table)
    throw new Error(
      `There is no DynamoDB table ${name} in ${region}: look at "aws dynamodb list-tables --region ${region}"; of another region give --region, of another account --profile`,
    );
  const partitionKey = readKey(table, 'HASH');
  if (!partitionKey) throw new Error(`DynamoDB says no partition key of ${name}: try again`);
  return {
    name: table.TableName ?? name,
    arn: table.TableArn ?? '',
    region,
    items: table.ItemCount ?? 0,
    bytes: table.TableSizeBytes ?? 0,
    partitionKey,
    sortKey: readKey(table, 'RANGE'),
    ...(await readRecovery(client, name)),
  };
}

function readKey({ TableName, KeySchema, AttributeDefinitions }: TableDescription, kind: 'HASH' | 'RANGE') {
  const name = KeySchema?.find(({ KeyType }) => KeyType === kind)?.AttributeName;
  if (name === undefined) return undefined;
  const type: string | undefined = AttributeDefinitions?.find(
    ({ AttributeName }) => AttributeName === name,
  )?.AttributeType;
  if (type === 'S' || type === 'N' || type === 'B') return { name, type } satisfies KeyAttribute;
  throw new Error(
    `The key ${name} of ${TableName ?? 'the table'} has the type ${type ?? '(none)'}, of which no column is made: a table is exported whose keys are S, N or B`,
  );
}

async function readRecovery(
  client: DynamoDBClient,
  name: string,
): Promise<Pick<NewTable, 'recovery' | 'recoveryUnknown'>> {
  try {
    const backups = await continuousBackups(client, name);
    return { recovery: backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED' };
  } catch (error) {
    if (!isOfOneCall(error)) throw error;
    return { recovery: undefined, recoveryUnknown: awsFailure(error) ?? String(error) };
  }
}
