import type { QueryExecution } from '@aws-sdk/client-athena';
import { scanCost } from '../../operations';

/**
 * What Athena charges for a statement that read a number of bytes, in USD. DDL is free but for CREATE TABLE AS, and so are
 * SHOW, DESCRIBE and EXPLAIN, which read nothing.
 */
export function queryCost(
  dataScannedInBytes: number,
  { StatementType, SubstatementType = '' }: Pick<QueryExecution, 'StatementType' | 'SubstatementType'>,
): number {
  if (StatementType === 'DDL' && SubstatementType !== 'CREATE_TABLE_AS_SELECT') return 0;
  if (dataScannedInBytes === 0 && (StatementType === 'UTILITY' || SubstatementType === 'EXPLAIN')) return 0;
  return scanCost(dataScannedInBytes);
}
