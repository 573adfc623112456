/** The GB in which DynamoDB bills. */
export const GIGABYTE = 1024 ** 3;

/** List prices of us-east-1 in USD, from AWS's pages of prices ("Amazon DynamoDB pricing" ...); elsewhere up to a fifth more. */
export const PRICES = {
  /** Year and month in which they were looked up. */
  of: '2026-11',
  /** Of a table, for a full export; of changes, for an incremental one. */
  exportedGigabyte: 0.1,
  /** Point-in-time recovery, a month. */
  recoverableGigabyte: 0.2,
  /** Athena. */
  readTerabyte: 5,
  /** Step Functions, Standard Workflows. */
  thousandTransitions: 0.025,
  /** S3 Standard, a month. */
  storedGigabyte: 0.023,
} as const;

/** What DynamoDB charges for an export, in USD. */
export function exportCost(billedBytes: number): number {
  return (billedBytes / GIGABYTE) * PRICES.exportedGigabyte;
}

/** What DynamoDB charges for a month of point-in-time recovery, in USD. */
export function recoveryCost(tableBytes: number): number {
  return (tableBytes / GIGABYTE) * PRICES.recoverableGigabyte;
}

const MEGABYTE = 1024 ** 2;
const TERABYTE = 1024 ** 4;

/** The least that a query is charged for. */
const LEAST_BYTES_READ = 10 * MEGABYTE;

/** What Athena charges for a query that read a number of bytes, in USD: whole megabytes, at least ten. */
export function scanCost(bytes: number): number {
  const charged = Math.max(LEAST_BYTES_READ, Math.ceil(bytes / MEGABYTE) * MEGABYTE);
  return (charged / TERABYTE) * PRICES.readTerabyte;
}

/** What S3 charges for a month of a number of bytes, in USD. */
export function storageCost(bytes: number): number {
  return (bytes / GIGABYTE) * PRICES.storedGigabyte;
}
