import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetDatabaseCommand, type GlueClient } from '@aws-sdk/client-glue';
import { resources, nameSharedResources, UNKNOWN_ACCOUNT, type Config } from '../../config';
import { sourceTable } from '../dynamodb/dynamodb';
import { isDenied } from './failure';
import { orNothing } from './or-nothing';

/**
 * The configuration with the account that it is deployed to, which is a part of the bucket's name. The database says it
 * (its catalog is the account's) or, before a deployment and after a removal, a DynamoDB table. Unchanged where the
 * configuration names the account, and where none of them is there.
 */
export async function findDeployedConfig(
  config: Config,
  { glue, dynamoDb }: { readonly glue: GlueClient; readonly dynamoDb?: DynamoDBClient },
): Promise<Config> {
  if (config.account !== UNKNOWN_ACCOUNT) return config;
  const { database } = nameSharedResources(config);
  const answer = await orNothing('EntityNotFoundException', () =>
    glue.send(new GetDatabaseCommand({ Name: database })),
  ).catch((error: unknown) => {
    if (dynamoDb === undefined || !isDenied(error)) throw error;
    return undefined;
  });
  const account = answer?.Database?.CatalogId ?? (dynamoDb && (await accountOfTables(config, dynamoDb)));
  return account === undefined ? config : { ...config, account };
}

async function accountOfTables(config: Config, dynamoDb: DynamoDBClient): Promise<string | undefined> {
  for (const table of config.tables) {
    const found = await sourceTable(dynamoDb, resources(config, table).sourceTable);
    if (found?.TableArn !== undefined) return found.TableArn.split(':')[4];
  }
  return undefined;
}
