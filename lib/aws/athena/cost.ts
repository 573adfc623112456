/** USD for a terabyte read, in most regions (AWS page "Amazon Athena pricing", 2026). */
const USD_PER_TERABYTE = 5;
const MEGABYTE = 1024 ** 2;
const TERABYTE = 1024 ** 4;
/** The least that a query is charged for. */
const LEAST_BYTES = 10 * MEGABYTE;

/** What Athena charges for a query that read a number of bytes, in USD: whole megabytes, at least ten; nothing for DDL. */
export function queryCost(dataScannedInBytes: number, statementType: string | undefined): number {
  if (statementType === 'DDL') return 0;
  const bytes = Math.max(LEAST_BYTES, Math.ceil(dataScannedInBytes / MEGABYTE) * MEGABYTE);
  return (bytes / TERABYTE) * USD_PER_TERABYTE;
}
