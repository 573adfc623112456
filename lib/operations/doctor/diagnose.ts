import { checkAhead } from './ahead';
import { checkBucket } from './bucket';
import { checkChain } from './chain';
import { aws, deploy } from './commands';
import { checkMachine, checkSchedule, checkWorkgroups } from './deployment';
import type { SystemFacts, TableFacts } from './facts';
import { getValue, type Fact } from './fact';
import type { Finding } from './finding';
import { checkActiveQueries, checkExportQuota, checkValidationHeadroom } from './headroom';
import { checkLifecycle } from './lifecycle';
import { checkLost } from './lost';
import { checkFailure, checkNights } from './nights';
import { checkPartitions } from './partitions';
import { checkRetention } from './retention';
import { checkSlots } from './slots';
import { checkRecovery, checkSourceTable } from './source-table';
import { checkStrays } from './strays';
import { checkTables } from './tables';
import { checkViews } from './views';

const OF_SYSTEM = [checkLifecycle, checkWorkgroups, checkExportQuota, checkActiveQueries];
const OF_TABLE = [
  checkMachine,
  checkSchedule,
  checkTables,
  checkAhead,
  checkPartitions,
  checkSlots,
  checkLost,
  checkNights,
  checkChain,
  checkFailure,
  checkRetention,
  checkViews,
  checkValidationHeadroom,
];

/**
 * Compares a system with its configuration. If it is not deployed, the findings are this and what the deployment needs:
 * the table, its point-in-time recovery, the bucket.
 *
 * @returns errors first
 */
export function diagnose(system: SystemFacts, tables: readonly TableFacts[]): Finding[] {
  const deployed = tables.some(({ machine, catalog }) => machine?.is === 'found' || getValue(catalog) !== undefined);
  const needed = [
    ...checkBucket(system, deployed),
    ...tables.flatMap((facts) => [...checkSourceTable(system, facts, deployed), ...checkRecovery(system, facts)]),
  ];
  const findings = deployed
    ? [
        ...needed,
        ...OF_SYSTEM.flatMap((check) => check(system)),
        ...tables.flatMap((facts) => OF_TABLE.flatMap((check) => check(system, facts))),
        ...checkStrays(system, tables),
      ]
    : [...needed, notDeployed(system)];
  const order = ['error', 'warning', 'note'];
  return [...findings, ...unreadable(system, tables, deployed)].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
}

function notDeployed({ config }: SystemFacts): Finding {
  return {
    check: 'deployment',
    severity: 'note',
    what: `The system ${config.names?.database ?? config.systemName} is not deployed in ${config.region}.`,
    why: 'Nothing runs yet.',
    remedy: deploy(config),
  };
}

/** What could not be looked at: whether it is in order is not known. */
function unreadable(system: SystemFacts, tables: readonly TableFacts[], deployed: boolean): Finding[] {
  const of = (facts: Readonly<Record<string, unknown>>, table?: string): Finding[] =>
    Object.entries(facts).flatMap(([name, fact]): Finding[] => {
      if (!isUnreadable(fact)) return [];
      return [
        {
          check: 'access',
          severity: 'warning',
          ...(table !== undefined && { table }),
          what: `${words(name)} could not be looked at: ${fact.why}`,
          why: 'Whether it is in order is not known.',
          remedy: aws(system.config, 'sts get-caller-identity'),
        },
      ];
    });
  const { bucket, ...shared } = system;
  return [
    // A bucket of this name that cannot be read before the stack is deployed belongs to another account.
    ...of({ ...shared, ...((deployed || system.config.existingBucket !== undefined) && { bucket }) }),
    ...tables.flatMap((facts) => of({ ...facts, ...partitionFacts(facts) }, facts.table.name)),
  ];
}

function partitionFacts({ names, partitions }: TableFacts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(partitions).map(([kind, fact]) => [`partitions of ${names[kind as keyof typeof partitions]}`, fact]),
  );
}

function isUnreadable(fact: unknown): fact is Extract<Fact<unknown>, { is: 'unreadable' }> {
  return typeof fact === 'object' && fact !== null && 'is' in fact && fact.is === 'unreadable';
}

function words(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (letter) => letter.toUpperCase());
}
