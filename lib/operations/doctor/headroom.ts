import { isFor } from '../../sql';
import { ATHENA_QUEUE_SECONDS, CONCURRENT_CHECKS } from '../../workflow';
import { aws, deploy } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding, Severity } from './finding';
import { quotaIncrease, quotaOf } from './quotas';
import { sum } from '../../sum';

/**
 * Full exports that run in a region at the same time (AWS: "Service, account, and table quotas in DynamoDB"). Service
 * Quotas has such a quota for incremental exports alone.
 */
const MAX_EXPORTS = 300;

/** The minutes to which AWS raises the quota of a query (AWS: "Service Quotas" of Athena). */
const MOST_QUERY_MINUTES = 240;

/** From this share of a quota on, growth of a few months may reach it. */
const TIGHT = 0.8;

/** How far the quota of exports is. */
export function checkExportQuota({ config, runningExports }: SystemFacts): Finding[] {
  const running = getValue(runningExports);
  if (running === undefined) return [];
  const started = config.tables.length;
  return [
    {
      check: 'headroom',
      severity: severity(Math.max(running, started) / MAX_EXPORTS),
      what: `${running} of ${MAX_EXPORTS} exports run in ${config.region} now, and this system starts ${started} a night. ${MAX_EXPORTS} is AWS's documented quota, which Service Quotas does not tell.`,
      why: 'Beyond it a night waits for hours in callExport (LimitExceededException), and then fails.',
      remedy: 'spread the nights with flexibleWindowMinutes, or ask AWS Support for a higher quota',
    },
  ];
}

/**
 * Whether Athena's quota of active queries has room for the nights of all tables at the same time. For one table it
 * always has.
 */
export function checkActiveQueries({ config, checks, quotas }: SystemFacts): Finding[] {
  if (!quotas || config.tables.length === 1) return [];
  const ofNight = config.tables.map((table) =>
    Math.min(CONCURRENT_CHECKS, Math.max(1, checks.filter((check) => isFor(check, table)).length)),
  );
  const queries = sum(ofNight);
  const { value, source } = quotaOf(quotas, 'activeQueries');
  return [
    {
      check: 'headroom',
      // Nights rarely are in the same state at once, and try again.
      severity: queries / value >= TIGHT ? 'warning' : 'note',
      what: `The nights of ${config.tables.length} tables have up to ${queries} of ${value} active queries at the same time. ${source}`,
      why: `Athena refuses more, those of analysts included (TooManyRequestsException). A night tries again for hours, at most ${ATHENA_QUEUE_SECONDS / 3600}, and then fails.`,
      remedy: `spread the nights with flexibleWindowMinutes, or ${aws(config, quotaIncrease('activeQueries', 2 * queries))}`,
    },
  ];
}

/** How far the validation of the newest night was from what ends a query. */
export function checkValidationHeadroom({ config, quotas }: SystemFacts, { table, validation }: TableFacts): Finding[] {
  const facts = getValue(validation);
  if (!facts || !quotas) return [];
  const minutes = facts.milliseconds / 60_000;
  const { value, source } = quotaOf(quotas, 'queryMinutes');
  return [
    {
      check: 'headroom',
      severity: severity(minutes / value),
      table: table.name,
      what: `The last validation read ${(facts.bytesScanned / 1e9).toFixed(2)} GB in ${minutes.toFixed(1)} of ${value} minutes. ${source}`,
      why: 'Athena cancels a query that takes longer, and the night ends with Validation.QueryFailed.',
      remedy: moreMinutes(config, value),
    },
    ...checkCutoff(config, table, facts.bytesScanned),
  ];
}

/** Whether people may read a whole night: the columns of one that is not columnar take all its bytes. */
function checkCutoff(config: SystemFacts['config'], { name, columnar }: TableFacts['table'], bytes: number): Finding[] {
  const { bytesScannedCutoff: cutoff } = config;
  if (columnar || bytes < TIGHT * cutoff) return [];
  return [
    {
      check: 'headroom',
      severity: 'warning',
      table: name,
      what: `A query of one night reads ${(bytes / 1e9).toFixed(2)} GB of the ${cutoff / 1e9} GB that bytesScannedCutoff allows.`,
      why: 'Athena cancels queries of people that read more; the nights themselves have no such limit.',
      remedy: `set "columnar": true for ${name}, so that queries read only their columns, or bytesScannedCutoff=${2 * cutoff}, then ${deploy(config)}`,
    },
  ];
}

function moreMinutes(config: SystemFacts['config'], minutes: number): string {
  return minutes < MOST_QUERY_MINUTES
    ? aws(config, quotaIncrease('queryMinutes', Math.min(2 * minutes, MOST_QUERY_MINUTES)))
    : `AWS gives a query no more than ${MOST_QUERY_MINUTES} minutes: speak with AWS Support before the table grows on`;
}

function severity(share: number): Severity {
  if (share >= 1) return 'error';
  return share >= TIGHT ? 'warning' : 'note';
}
