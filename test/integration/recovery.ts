import { UpdateContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb, type TableUnderTest } from './system';

/** Turns point-in-time recovery of a table on or off. */
export async function recovery({ sourceTable }: TableUnderTest, enabled: boolean): Promise<void> {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: enabled };
  await dynamoDb.send(new UpdateContinuousBackupsCommand({ TableName: sourceTable, PointInTimeRecoverySpecification }));
}
