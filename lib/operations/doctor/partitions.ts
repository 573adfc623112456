import { columnarStorage, partitionInput, type PartitionedTable } from '../../catalog';
import { COLUMNAR_PREFIX } from '../../config';
import { readPublishedNights, readPublishedSlots, type CatalogPartition } from '../../night';
import { isPublishable, publishAgain } from './ahead';
import { aws, quoteJson } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';
import { serdeDifferences } from './tables';

const KINDS = ['raw', 'latest', 'files', 'staged'] as const satisfies readonly PartitionedTable[];

/** Partitions: has each of them objects, and is it read as its table is? */
export function checkPartitions(system: SystemFacts, facts: TableFacts): Finding[] {
  return [...eachPartition(system, facts), ...findUnrecordedNights(facts)];
}

/** Nights that an earlier version published here, which recorded nothing of their files. */
function findUnrecordedNights({ table, names, partitions, unrecordedFiles, hasObjects }: TableFacts): Finding[] {
  const dates = (getValue(partitions.raw) ?? []).flatMap(({ Values = [], StorageDescriptor }) => {
    const location = StorageDescriptor?.Location ?? '';
    return unrecordedFiles?.has(location) === true && hasObjects.get(location) !== false ? Values : [];
  });
  if (dates.length === 0) return [];
  const some = dates.length > 3 ? `${dates.slice(0, 3).join(', ')} and ${dates.length - 3} more` : dates.join(', ');
  return [
    {
      check: 'file-records',
      severity: 'note',
      table: table.name,
      what: `Nights of ${names.database}.${names.raw} were published before the sizes of their files were recorded: ${some}.`,
      why: 'A file of them that is cut off later answers with fewer rows, and nothing notices.',
      remedy: `npx export-to-athena adopt --table ${table.name}`,
    },
  ];
}

function eachPartition(system: SystemFacts, facts: TableFacts): Finding[] {
  const { config } = system;
  const { names, hasObjects } = facts;
  return KINDS.flatMap((kind) => {
    const published = kind === 'raw' || kind === 'latest';
    return (getValue(facts.partitions[kind]) ?? []).flatMap((partition): Finding[] => {
      const location = partition.StorageDescriptor?.Location ?? '';
      const values = partition.Values ?? [];
      const about = {
        check: 'partitions',
        table: facts.table.name,
        partition: { database: names.database, table: names[kind], values },
      };
      const what = `The partition ${values.join(', ')} of ${names.database}.${names[kind]}`;
      const where = `--database-name ${names.database} --table-name ${names[kind]}`;
      if (hasObjects.get(location) === false)
        return [
          {
            ...about,
            severity: published ? 'error' : 'warning',
            what: `${what} has no objects in ${location}.`,
            why: 'On AWS it answers with no rows and no error, as if the night had been empty; on a laptop a query of it fails.',
            remedy: replaceEmpty(system, facts, kind, partition),
          },
        ];
      const changed = facts.changedFiles?.get(location);
      if (changed !== undefined)
        return [
          {
            ...about,
            severity: published ? 'error' : 'warning',
            what: `${what} has other files than were published in ${location}: ${changed}.`,
            why: 'No query reads it, for its rows would be others than those that were verified.',
            remedy: `npx export-to-athena verify ${location.split('/').at(-3) ?? ''}`,
          },
        ];
      const lines = partitionInput(kind, values, location);
      // what reads a folder follows from where it lies: a table that was switched has nights of both kinds
      const expected = isColumnar(location, facts)
        ? { ...lines, StorageDescriptor: columnarStorage(facts.table, location) }
        : lines;
      const differences = serdeDifferences(expected.StorageDescriptor, partition.StorageDescriptor);
      if (differences.length === 0) return [];
      const input = { ...expected, Parameters: partition.Parameters };
      return [
        {
          ...about,
          severity: published ? 'error' : 'warning',
          what: `${what} is read in another way than its table: ${differences.join('; ')}.`,
          why: 'A partition is read by its own SerDe: the same lines give other values, without an error.',
          remedy: aws(
            config,
            `glue update-partition ${where} --partition-value-list ${values.join(' ')} --partition-input ${quoteJson(input)}`,
          ),
        },
      ];
    });
  });
}

/** What to do about a partition without objects. The Parquet of a full export is written again from it: the items are still there. */
function replaceEmpty(
  system: SystemFacts,
  facts: TableFacts,
  kind: (typeof KINDS)[number],
  partition: CatalogPartition,
): string {
  const { config } = system;
  const { names } = facts;
  const location = partition.StorageDescriptor?.Location ?? '';
  const night = kind === 'raw' ? readPublishedNights([partition])[0] : [...readPublishedSlots([partition]).values()][0];
  const isRestorable =
    (kind === 'raw' || kind === 'latest') &&
    night !== undefined &&
    isColumnar(location, facts) &&
    ![night.exportArn, night.exportDate].includes('') &&
    night.chain?.kind !== 'changes' &&
    isPublishable(night.exportDate, system);
  if (isRestorable) return publishAgain(system, facts, night);
  const machine = getValue(facts.machine)?.arn ?? names.stateMachine;
  return aws(
    config,
    kind === 'latest'
      ? `stepfunctions start-execution --state-machine-arn ${machine}`
      : `glue delete-partition --database-name ${names.database} --table-name ${names[kind]} --partition-values ${(partition.Values ?? []).join(' ')}`,
  );
}

/** Whether a partition's location is that of the Parquet of a columnar night of the table. */
export function isColumnar(location: string, { names }: TableFacts): boolean {
  return location.startsWith(`s3://${names.bucket}/${COLUMNAR_PREFIX}/${names.raw}/`);
}
