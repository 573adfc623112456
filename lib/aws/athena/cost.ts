import { scanCost } from '../../operations';

/** What Athena charges for a query that read a number of bytes, in USD; nothing for DDL. */
export function queryCost(dataScannedInBytes: number, statementType: string | undefined): number {
  return statementType === 'DDL' ? 0 : scanCost(dataScannedInBytes);
}
