import { readPublishedNights, RECOVERY_MARGIN_DAYS, RECOVERY_PERIOD_DAYS } from '../../night';
import { aws, deploy, composeOwnCommand, revertDrift } from './commands';
import type { RecoveryFacts, SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/** The DynamoDB table: is it there, with the keys of the configuration, and can it be exported? */
export function checkSourceTable({ config }: SystemFacts, facts: TableFacts, deployed: boolean): Finding[] {
  const { table, names, source } = facts;
  const expected = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])].map(keyText).join(', ');
  if (source?.is === 'missing' && (deployed || table.existingTable !== undefined))
    return [
      {
        check: 'source-table',
        severity: 'error',
        table: table.name,
        what: `There is no DynamoDB table ${names.sourceTable} in ${config.region}.`,
        why: 'Every night fails with Export.TableNotFound.',
        remedy:
          table.existingTable === undefined
            ? revertDrift(config)
            : `${aws(config, 'dynamodb list-tables')}, and correct existingTable or region in the configuration`,
      },
    ];
  const there = getValue(source);
  if (there && !deployed && table.existingTable === undefined)
    return [
      {
        check: 'source-table',
        severity: 'error',
        table: table.name,
        what: `There is a DynamoDB table ${names.sourceTable} already.`,
        why: 'The stack would create a table of that name, so its deployment fails.',
        remedy: `set "existingTable": "${names.sourceTable}" in the configuration of ${table.name}`,
      },
    ];
  const keys = there?.keys.map(keyText).join(', ');
  if (keys === undefined || keys === expected) return [];
  return [
    {
      check: 'source-table',
      severity: 'error',
      table: table.name,
      what: `${names.sourceTable} has the keys ${keys}, the configuration ${expected}.`,
      why: 'The validation looks for the configured keys in every item, so no night passes.',
      remedy: `correct partitionKey and sortKey of ${table.name} in the configuration, then ${deploy(config)}`,
    },
  ];
}

function keyText({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${name} (${type})`;
}

/** Point-in-time recovery, without which there is no export, and how far back it reaches. */
export function checkRecovery(system: SystemFacts, facts: TableFacts): Finding[] {
  const { config } = system;
  const { table, names, recovery } = facts;
  const there = getValue(recovery);
  if (!there) return [];
  const { enabled, earliest, latest } = there;
  const about = { check: 'point-in-time-recovery', table: table.name };
  if (!enabled)
    return [
      {
        ...about,
        severity: 'error',
        what: `Point-in-time recovery of ${names.sourceTable} is off.`,
        why: 'DynamoDB exports from it: every night fails with Export.PointInTimeRecoveryOff.',
        remedy: aws(
          config,
          `dynamodb update-continuous-backups --table-name ${names.sourceTable} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
        ),
      },
    ];
  const begun = newBeginning(system, facts, there);
  return [
    ...(begun === undefined ? [] : [{ ...about, ...begun }]),
    {
      ...about,
      severity: 'note',
      what: `${names.sourceTable} can be exported as it was at any time from ${earliest ?? '(nothing yet)'} to ${latest ?? 'now'}.`,
      why: 'A night that was missed can be made up for as long as its time lies in this window.',
      remedy: composeOwnCommand(config, `night --target aws --table ${table.name} --scheduled-time TIME`),
    },
  ];
}

const DAY = 86_400_000;

/**
 * Whether recovery has begun anew since a published night, which needed it: the window does not reach back to that night, and is
 * not as long as it is going to be.
 */
function newBeginning(
  { config, now }: SystemFacts,
  { names, partitions }: TableFacts,
  { earliest, periodDays = RECOVERY_PERIOD_DAYS }: RecoveryFacts,
): Pick<Finding, 'severity' | 'what' | 'why' | 'remedy'> | undefined {
  if (earliest === undefined) return undefined;
  const begin = Date.parse(earliest);
  const isFull = begin <= now - (periodDays - RECOVERY_MARGIN_DAYS) * DAY;
  const nights = readPublishedNights(getValue(partitions.raw) ?? []).filter(({ exportTime }) => exportTime !== '');
  const before = nights.filter(({ exportTime }) => Date.parse(exportTime) < begin).at(-1);
  if (isFull || before === undefined) return undefined;
  const isSince = before !== nights.at(-1);
  return {
    severity: isSince ? 'note' : 'warning',
    what: `Point-in-time recovery of ${names.sourceTable} reaches back to ${earliest}, and not to the night ${before.exportDate}, though its window is ${periodDays} days: it was switched off and on in between, or its window lengthened, or the table deleted and made anew.`,
    why: `A night between ${before.exportTime} and that time cannot be made up for any more${isSince ? '' : ', and no night was verified since'}.`,
    remedy: aws(
      config,
      'cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=UpdateContinuousBackups',
    ),
  };
}
