import type { JsonObject } from '../../asl/json';
import type { ExportableTable } from './table';

/** What DescribeTable answers: identity and key schema. */
export function describeTable({ name, tableId, keys: [hash, range] }: ExportableTable): JsonObject {
  return {
    Table: {
      TableName: name,
      TableId: tableId,
      TableStatus: 'ACTIVE',
      KeySchema: [
        ...(hash === undefined ? [] : [{ AttributeName: hash, KeyType: 'HASH' }]),
        ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
      ],
    },
  };
}

/**
 * What DescribeContinuousBackups answers.
 *
 * @param earliest the first time that can be recovered, in milliseconds since 1970: -Infinity for a table that was never
 *   written to, which has no such time; undefined where point-in-time recovery is off
 */
export function describeRecovery(earliest: number | undefined): JsonObject {
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        earliest === undefined
          ? { PointInTimeRecoveryStatus: 'DISABLED' }
          : {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: 35,
              ...(Number.isFinite(earliest) && { EarliestRestorableDateTime: new Date(earliest).toISOString() }),
            },
    },
  };
}
