import { aws, deploy } from './commands';
import { found, type SystemFacts, type TableFacts } from './facts';
import type { Finding, Severity } from './finding';

/** Exports that run in a region at the same time (AWS: "Service, account, and table quotas in DynamoDB"). */
const MAX_EXPORTS = 300;

/** A query of data ends after so long, where the quota was not raised (AWS: "Service Quotas" of Athena). */
const MAX_QUERY_MINUTES = 30;

/** From this share of a quota on, growth of a few months may reach it. */
const TIGHT = 0.8;

/** How far the quota of exports is. */
export function checkExportQuota({ config, runningExports }: SystemFacts): Finding[] {
  const running = found(runningExports);
  if (running === undefined) return [];
  return [
    {
      check: 'headroom',
      severity: severity(running / MAX_EXPORTS),
      what: `${running} of ${MAX_EXPORTS} exports run in ${config.region} now.`,
      why: 'Beyond it a night waits for hours in callExport (LimitExceededException), and then fails.',
      mend: `spread the nights with flexibleWindowMinutes, or ${aws(config, 'service-quotas list-service-quotas --service-code dynamodb')}`,
    },
  ];
}

/** How far the validation of the newest night was from what ends a query. */
export function checkValidationHeadroom({ config }: SystemFacts, { table, validation }: TableFacts): Finding[] {
  const facts = found(validation);
  if (!facts) return [];
  const { bytesScanned, milliseconds } = facts;
  const minutes = milliseconds / 60_000;
  const share = Math.max(bytesScanned / config.bytesScannedCutoff, minutes / MAX_QUERY_MINUTES);
  const twice = `-c bytesScannedCutoff=${2 * config.bytesScannedCutoff}`;
  return [
    {
      check: 'headroom',
      severity: severity(share),
      table: table.name,
      what: `The last validation read ${(bytesScanned / 1e9).toFixed(2)} GB of ${config.bytesScannedCutoff / 1e9} GB (bytesScannedCutoff) in ${minutes.toFixed(1)} of ${MAX_QUERY_MINUTES} minutes.`,
      why: 'Athena cancels a query beyond either, and the night ends with Validation.QueryFailed.',
      mend: `${deploy(config)} ${twice}; minutes: ${aws(config, 'service-quotas list-service-quotas --service-code athena')}`,
    },
  ];
}

function severity(share: number): Severity {
  if (share >= 1) return 'error';
  return share >= TIGHT ? 'warning' : 'note';
}
