import { columnarStorage, partitionInput, type PartitionedTable } from '../../catalog';
import { COLUMNAR_PREFIX } from '../../config';
import type { Partition } from '../night';
import { aws, quoted } from './commands';
import { found, type SystemFacts, type TableFacts } from './facts';
import type { Finding } from './finding';
import { serdeDifferences } from './tables';

const KINDS: readonly PartitionedTable[] = ['raw', 'latest', 'files', 'staged'];

/** Partitions: has each of them objects, and is it read as its table is? */
export function checkPartitions({ config }: SystemFacts, facts: TableFacts): Finding[] {
  const { names, hasObjects } = facts;
  return KINDS.flatMap((kind) => {
    const about = { check: 'partitions', table: facts.table.name };
    const published = kind === 'raw' || kind === 'latest';
    return (found(facts.partitions[kind]) ?? []).flatMap((partition): Finding[] => {
      const location = partition.StorageDescriptor?.Location ?? '';
      const values = partition.Values ?? [];
      const what = `The partition ${values.join(', ')} of ${names.database}.${names[kind]}`;
      const where = `--database-name ${names.database} --table-name ${names[kind]}`;
      if (hasObjects.get(location) === false)
        return [
          {
            ...about,
            severity: published ? 'error' : 'warning',
            what: `${what} has no objects in ${location}.`,
            why: 'It answers with no rows and no error, as if the night had been empty.',
            mend:
              kind === 'latest'
                ? aws(
                    config,
                    `stepfunctions start-execution --state-machine-arn ${found(facts.machine)?.arn ?? names.stateMachine}`,
                  )
                : aws(config, `glue delete-partition ${where} --partition-values ${values.join(' ')}`),
          },
        ];
      const lines = partitionInput(kind, values, location);
      // what reads a folder follows from where it lies: a table that was switched has nights of both kinds
      const isColumnar = location.startsWith(`s3://${names.bucket}/${COLUMNAR_PREFIX}/${names.raw}/`);
      const expected = isColumnar ? { ...lines, StorageDescriptor: columnarStorage(facts.table, location) } : lines;
      const differences = serdeDifferences(expected.StorageDescriptor, partition.StorageDescriptor);
      if (differences.length === 0) return [];
      const input = { ...expected, Parameters: partition.Parameters };
      return [
        {
          ...about,
          severity: published ? 'error' : 'warning',
          what: `${what} is read in another way than its table: ${differences.join('; ')}.`,
          why: 'A partition is read by its own SerDe: the same lines give other values, without an error.',
          mend: aws(
            config,
            `glue update-partition ${where} --partition-value-list ${values.join(' ')} --partition-input ${quoted(input)}`,
          ),
        },
      ];
    });
  });
}

/** Folders of exports in the bucket that no partition of any table shows. */
export function checkStrays(system: SystemFacts, tables: readonly TableFacts[]): Finding[] {
  const strays = found(system.strays) ?? [];
  const finished = strays.flatMap(({ exportId, manifest }) =>
    manifest === 'missing' || 'unusable' in manifest ? [] : [{ exportId, tableArn: manifest.tableArn }],
  );
  const findings = tables.flatMap(({ table, names }): Finding[] => {
    const ids = finished.filter(({ tableArn }) => tableArn.endsWith(`:table/${names.sourceTable}`));
    if (ids.length === 0) return [];
    return [
      {
        check: 'objects',
        severity: 'warning',
        table: table.name,
        what: `${ids.length} finished ${ids.length === 1 ? 'export lies' : 'exports lie'} in s3://${names.bucket} without a partition: ${some(ids.map(({ exportId }) => exportId))}.`,
        why: 'They cost storage, and nobody can query them.',
        mend: `npx export-to-athena adopt --table ${table.name} --dry-run`,
      },
    ];
  });
  const others = strays.filter(
    ({ exportId }) =>
      !finished.some(
        (one) =>
          one.exportId === exportId && tables.some(({ names }) => one.tableArn.endsWith(`:table/${names.sourceTable}`)),
      ),
  );
  const [first] = tables;
  if (others.length === 0 || !first) return findings;
  const ids = others.map(({ exportId }) => exportId);
  return [
    ...findings,
    {
      check: 'objects',
      severity: 'note',
      what: `Unfinished exports, or those of tables that are not configured, lie in s3://${first.names.bucket}: ${some(ids)}.`,
      why: 'A night that runs has one; one that stays costs storage.',
      mend: aws(system.config, `s3 ls s3://${first.names.bucket}/export/AWSDynamoDB/${ids[0] ?? ''}/`),
    },
  ];
}

/**
 * ExportIds that no partition has in its parameters, values or location.
 *
 * @param exportIds all folders in the bucket
 */
export function strayIds(exportIds: readonly string[], partitions: Iterable<Partition>): string[] {
  const known = new Set<string>();
  for (const { Values, Parameters, StorageDescriptor } of partitions) {
    for (const id of [Parameters?.export_id, ...(Values ?? [])]) if (id !== undefined) known.add(id);
    for (const part of (StorageDescriptor?.Location ?? '').split('/')) known.add(part);
  }
  return exportIds.filter((id) => !known.has(id));
}

function some(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');
}
