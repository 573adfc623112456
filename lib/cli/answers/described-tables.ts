import { count } from '../../amount';
import { CHAIN_PARAMETERS, type TablePartition, readPublishedNights } from '../../night';
import { NoSuchTableError, type TableDescription, type Target } from '../../target';
import { resultTable } from './result-table';
import { pathText } from '../../path-text';

/** In what form it is described. */
export interface DescribeOptions {
  /** @default false */
  readonly json?: boolean;
  /** Another one than the system's. */
  readonly database?: string;
  /** Columns of a terminal that a listing is to fit, where its names let it. @default unlimited */
  readonly width?: number;
}

/** Characters of a cell: a location is of no use when it is cut. */
const LONGEST = 200;

/** Columns of a terminal before each cell. */
const GAP = 2;

/** The tables and views of a target: for a person, or as JSON. */
export async function describeTables(
  target: Target,
  { json, database = target.database, width = Infinity }: DescribeOptions = {},
): Promise<string> {
  const { place } = target;
  const tables = await Promise.all(
    (await target.tables(database)).map(async (table) => ({ ...table, partitions: await partitionsOf(target, table) })),
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
  const [names, widths]: [string[], number[]] = [['name', 'kind', 'partitions'], []];
  resultTable(names.map(makeTextColumn), rows, { longest: LONGEST, widths });
  const left = width - widths.reduce((total, column) => total + column + GAP, GAP);
  const longest = Math.min(LONGEST, Math.max(left, Math.max(...widths)));
  const table = resultTable([...names, 'what'].map(makeTextColumn), rows, { longest });
  return `Database ${database} (${pathText(place)})\n\n${table}`;
}

/** A table or view with its columns and partitions. @throws NoSuchTableError */
export async function describeTable(
  target: Target,
  name: string,
  { json, database = target.database }: DescribeOptions = {},
): Promise<string> {
  const tables = await target.tables(database);
  const table = tables.find((candidate) => candidate.name === name.toLowerCase());
  if (!table) {
    const names = tables.map((candidate) => candidate.name);
    throw new NoSuchTableError(name, database, target.place, names);
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
  const from = CHAIN_PARAMETERS.changesFrom;
  // of a window, and of a night made of changes
  const haveChanges = partitions.some(({ parameters }) => parameters[from] !== undefined);
  const columns = [
    ...partitionKeys.map(makeTextColumn),
    { name: 'items', type: 'bigint' },
    ...(haveChanges ? [makeTextColumn('changes since')] : []),
    makeTextColumn('exported'),
    makeTextColumn('location'),
  ];
  const rows = partitions.map(({ values, location, parameters }) => {
    const { itemCount = Number.NaN, exportTime = '' } = nights.find((night) => night.location === location) ?? {};
    const since = haveChanges ? [parameters[from] ?? ''] : [];
    return [...values, Number.isNaN(itemCount) ? '' : count(itemCount), ...since, exportTime, location];
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
