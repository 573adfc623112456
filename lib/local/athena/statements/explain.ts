import { amount, count } from '../../../amount';
import type { ExplainStatement } from '../../../athena-sql/dialect';
import { RefusedError, parseOtherStatement } from '../../../athena-sql/dialect';
import type { QueryPlan, ReadPlan } from '../../../athena-sql/engine';
import { readPublishedSlots } from '../../../night';
import { linesAnswer, type StatementAnswer, type StatementContext } from './context';

/** The column of Trino's EXPLAIN. */
const QUERY_PLAN = 'Query Plan';

/** Partitions that are named one by one. */
const LISTED = 7;

/**
 * Answers EXPLAIN with the laptop's own plan: what it would read. Nothing is run. `TYPE VALIDATE` gives what Trino gives:
 * true, or the error.
 *
 * @throws AthenaError, SqlSyntaxError, RefusedError as the statement itself does
 */
export async function explain(
  { sql, validates }: ExplainStatement,
  context: StatementContext,
): Promise<StatementAnswer> {
  const query = queryOf(sql);
  const engine = await context.engine();
  const plan = await engine.explain(query, context.options);
  if (validates) return { columns: [{ name: 'Valid', type: 'boolean' }], rows: [['true']], dataScannedInBytes: 0 };
  return linesAnswer(QUERY_PLAN, planLines(plan, context), 'varchar');
}

/** The query of a statement: of a table or view that it would make, the one that it would be made of. */
function queryOf(sql: string): string {
  const other = parseOtherStatement(sql);
  if (other === undefined) return sql;
  if (other.kind === 'createTable' || other.kind === 'createView') return other.sql;
  throw new RefusedError('EXPLAIN of a statement that is no query', 'the statement itself', 'unknown');
}

function planLines({ reads, bytes }: QueryPlan, context: StatementContext): string[] {
  const head = "The laptop's plan: DuckDB answers the statement. Athena's own plan: --target aws";
  if (reads.length === 0) return [head, 'Reads no table'];
  return [head, ...reads.flatMap((read) => readLines(read, context)), `In all: at most ${amount(bytes, 'byte')}`];
}

/** The partitions that a table has, as a table: the catalog tells them. */
const PARTITIONS = '$partitions';

function readLines(read: ReadPlan, context: StatementContext): string[] {
  const { name, views, conditions, columns, files, bytes } = read;
  if (name.endsWith(PARTITIONS))
    return [`Reads the partitions of ${ownName(context)(name.slice(0, -PARTITIONS.length))} from the catalog: no file`];
  const through = views.length === 0 ? '' : `, through the view ${views.map(ownName(context)).join(' and ')}`;
  return [
    `Reads ${ownName(context)(name)}${through}`,
    `  partitions: ${partitionsText(read, context)}`,
    `  files: ${count(files)}, ${amount(bytes, 'byte')}`,
    ...(columns === undefined ? [] : [`  columns: ${columns.length === 0 ? 'none' : columns.join(', ')}`]),
    ...conditions.map((condition) => `  filter: ${condition.replaceAll(/\s+/g, ' ')}`),
  ];
}

function partitionsText({ partitions, ofPartitions, name }: ReadPlan, context: StatementContext): string {
  const of = `${count(partitions.length)} of ${count(ofPartitions)}`;
  const [database = '', table = ''] = name.split(/\.(.*)/);
  const found = context.catalog.table(database, table);
  const keys = (found?.input.PartitionKeys ?? []).map(({ Name = '' }) => Name);
  if (keys.length === 0) return `${of}, as the table has no partition keys`;
  const slots = keys.includes('slot') ? readPublishedSlots(found?.partitions ?? []) : undefined;
  const texts = partitions.map((constants) => {
    const key = keys.map((each) => `${each}=${constants.get(each) ?? ''}`).join('/');
    const night = slots?.get(constants.get('slot') ?? '')?.exportDate ?? '';
    return night === '' ? key : `${key} (the night ${night})`;
  });
  if (texts.length === 0) return of;
  const named = texts.length <= LISTED ? texts.join(', ') : `${texts[0] ?? ''} to ${texts.at(-1) ?? ''}`;
  return `${of}: ${named}`;
}

/** A name without the database where that is the nights' own. */
const ownName =
  ({ database }: StatementContext) =>
  (name: string): string =>
    name.startsWith(`${database}.`) ? name.slice(database.length + 1) : name;
