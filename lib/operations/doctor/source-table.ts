import { aws, deploy, revertDrift } from './commands';
import { found, type SystemFacts, type TableFacts } from './facts';
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
        mend:
          table.existingTable === undefined
            ? revertDrift(config)
            : `${aws(config, 'dynamodb list-tables')}, and correct existingTable or region in the configuration`,
      },
    ];
  const there = found(source);
  if (there && !deployed && table.existingTable === undefined)
    return [
      {
        check: 'source-table',
        severity: 'error',
        table: table.name,
        what: `There is a DynamoDB table ${names.sourceTable} already.`,
        why: 'The stack would create a table of that name, so its deployment fails.',
        mend: `set "existingTable": "${names.sourceTable}" in the configuration of ${table.name}`,
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
      mend: `correct partitionKey and sortKey of ${table.name} in the configuration, then ${deploy(config)}`,
    },
  ];
}

function keyText({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${name} (${type})`;
}

/** Point-in-time recovery, without which there is no export, and how far back it reaches. */
export function checkRecovery({ config }: SystemFacts, { table, names, recovery, source }: TableFacts): Finding[] {
  const there = found(recovery);
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
        mend: aws(
          config,
          `dynamodb update-continuous-backups --table-name ${names.sourceTable} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
        ),
      },
    ];
  return [
    {
      ...about,
      severity: 'note',
      what: `${names.sourceTable} can be exported as it was at any time from ${earliest ?? '(nothing yet)'} to ${latest ?? 'now'}.`,
      why: 'A night that was missed can be made up for as long as its time lies in this window.',
      mend: aws(
        config,
        `dynamodb export-table-to-point-in-time --table-arn ${found(source)?.arn ?? 'ARN'} --s3-bucket ${names.bucket} --s3-prefix ${names.exportPrefix} --export-time TIME`,
      ),
    },
  ];
}
