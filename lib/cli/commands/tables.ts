import { count } from '../../amount';
import type { Command } from 'commander';
import { type TablePartition, readPublishedNights } from '../../night';
import { NoSuchTableError, type TableDescription, type Target } from '../../target';
import { print } from '../terminal/print';
import { resultTable } from '../answers/result-table';
import { askTarget, withTarget, type TargetOptions } from '../options/target-options';

interface TablesOptions extends TargetOptions {
  readonly json?: boolean;
}

/** Characters of a cell: a location is of no use when it is cut. */
const LONGEST = 200;

/** `tables`: the tables and views of the system, and what one of them has. */
export function tablesCommand(command: Command): Command {
  return withTarget(
    command
      .argument('[name]', 'a table or view: its columns and its partitions')
      .option('--json', 'one JSON document, for a script'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena tables
  export-to-athena tables sushiorderdata_raw
  export-to-athena tables sushiorderdata_raw --json | jq -r '.partitions[].values[0]'
  export-to-athena tables --target aws -c systemName=prod

Exit code: 0 listed, 2 there is no such table or no catalog.`,
    )
    .action((name: string | undefined, options: TablesOptions) =>
      askTarget(options, async (target) => {
        print(name === undefined ? await listTables(target, options) : await oneTable(target, name, options));
      }),
    );
}

async function listTables(target: Target, { json }: TablesOptions): Promise<string> {
  const { place, database } = target;
  const tables = await Promise.all(
    (await target.tables()).map(async (table) => ({ ...table, partitions: await partitionsOf(target, table) })),
  );
  if (json === true) {
    const counted = tables.map((table) => ({ ...table, partitions: table.partitions.length }));
    return JSON.stringify({ place, database, tables: counted }, undefined, 2);
  }
  const rows = tables.map(({ name, kind, description, columns, partitions, partitionKeys: [key] }) => {
    const [first, last] = [partitions[0], partitions.at(-1)].map((partition) => partition?.values[0] ?? '');
    const span = first === last ? first : `${first ?? ''} .. ${last ?? ''}`;
    const held = partitions.length === 0 ? 'empty' : `${count(partitions.length)} (${span ?? ''})`;
    const what = description === '' ? columns.map((column) => column.name).join(', ') : description;
    return [name, kind, key === undefined ? '' : held, what];
  });
  const table = resultTable(['name', 'kind', 'partitions', 'what'].map(makeTextColumn), rows, { longest: LONGEST });
  return `Database ${database} (${place})\n\n${table}`;
}

async function oneTable(target: Target, name: string, { json }: TablesOptions): Promise<string> {
  const tables = await target.tables();
  const table = tables.find((candidate) => candidate.name === name.toLowerCase());
  if (!table) {
    const names = tables.map((candidate) => candidate.name);
    throw new NoSuchTableError(name, target.database, target.place, names);
  }
  const partitions = await partitionsOf(target, table);
  if (json === true) return JSON.stringify({ ...table, partitions }, undefined, 2);
  const columns = [
    ...table.columns.map((column) => [column.name, column.type]),
    ...table.partitionKeys.map((key) => [key, 'string, partition key']),
  ];
  const parts = [
    `${table.kind} ${table.name}`,
    table.description,
    '',
    resultTable(['column', 'type'].map(makeTextColumn), columns),
  ];
  return [...parts.filter((part, index) => index !== 1 || part !== ''), ...partitionLines(table, partitions)].join(
    '\n',
  );
}

function partitionLines({ partitionKeys }: TableDescription, partitions: readonly TablePartition[]): string[] {
  if (partitionKeys.length === 0) return [];
  if (partitions.length === 0) return ['', 'It has no partitions: no night has been published yet.'];
  const nights = readPublishedNights(partitions);
  const columns = [
    ...partitionKeys.map(makeTextColumn),
    { name: 'items', type: 'bigint' },
    makeTextColumn('exported'),
    makeTextColumn('location'),
  ];
  const rows = partitions.map(({ values, location }) => {
    const { itemCount = Number.NaN, exportTime = '' } = nights.find((night) => night.location === location) ?? {};
    return [...values, Number.isNaN(itemCount) ? '' : count(itemCount), exportTime, location];
  });
  return ['', resultTable(columns, rows, { longest: LONGEST })];
}

/** A view has no partitions. */
async function partitionsOf(target: Target, { name, partitionKeys }: TableDescription): Promise<TablePartition[]> {
  return partitionKeys.length === 0 ? [] : target.partitions(name);
}

function makeTextColumn(name: string): { readonly name: string; readonly type: string } {
  return { name, type: 'varchar' };
}
