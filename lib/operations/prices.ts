/** USD for a gigabyte of table that is exported, in us-east-1; elsewhere up to a fifth more ("Amazon DynamoDB pricing"). */
const USD_PER_EXPORTED_GIGABYTE = 0.1;
const GIGABYTE = 1024 ** 3;

/** What DynamoDB charges for an export, in USD. */
export function exportCost(billedBytes: number): number {
  return (billedBytes / GIGABYTE) * USD_PER_EXPORTED_GIGABYTE;
}

/** USD for a month of point-in-time recovery of a gigabyte, in us-east-1 ("Amazon DynamoDB pricing"). */
const USD_PER_RECOVERABLE_GIGABYTE = 0.2;

/** What DynamoDB charges for a month of point-in-time recovery, in USD. */
export function recoveryCost(tableBytes: number): number {
  return (tableBytes / GIGABYTE) * USD_PER_RECOVERABLE_GIGABYTE;
}
