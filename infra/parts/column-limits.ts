import { tableInputs } from '../../lib/catalog';
import { resources, type Config, type Table } from '../../lib/config';
import {
  differencesQuery,
  mergeStatement,
  ownTable,
  unloadStatement,
  validateChangesQuery,
  validateMergedQuery,
  validationQuery,
} from '../../lib/sql';
import { definition } from '../../lib/workflow';
import { MAX_TEMPLATE_BYTES } from './limits';
import { sum } from '../../lib/sum';

/**
 * What a task of Step Functions takes and gives (AWS: "Step Functions service quotas"). The result of a query has its
 * statement in it, as JSON, so this is met before Athena's own limit, as many bytes of the statement alone.
 */
const MAX_TASK_BYTES = 262_144;

/** Left for what the result of a query says beside its statement: where it is, how it went, statistics. */
const BESIDE_STATEMENT_BYTES = 16_384;
const MAX_STATEMENT_BYTES = MAX_TASK_BYTES - BESIDE_STATEMENT_BYTES;

/**
 * Left in a template for what a table adds beside its machine and its Glue tables, which grow with its columns: role, alarms,
 * saved queries, indentation (measured with those of this repository: 53 to 67 kB).
 */
const BESIDE_COLUMNS_BYTES = 80_000;

/** With shorter statements than these together no template comes near its limit, so that it need not be made twice. */
const SHORT_STATEMENTS_BYTES = 100_000;

/** A night's own values, as long as they get. */
const EXPORT_ID = '01693467621041-039fcf72';
const NIGHT = { exportId: EXPORT_ID, exportDate: '2026-01-31', itemCount: '9'.repeat(15) };
const UNLOAD_ID = 'f'.repeat(32);
/** A night is made of at most so many windows, of a day each: `maxCatchUpDays`, and one for a part of a day. */
const MAX_WINDOWS = 35;
const WINDOWS = {
  exportDate: NIGHT.exportDate,
  windows: repeat(`('${EXPORT_ID}', ${'9'.repeat(16)}, ${'9'.repeat(16)}, ${NIGHT.itemCount})`),
  windowIds: repeat(`'${EXPORT_ID}'`),
};
const BASE = { baseDate: NIGHT.exportDate, baseItemCount: NIGHT.itemCount, baseFingerprint: '9'.repeat(38) };
/** S3 takes keys of 1,024 bytes. */
const FOLDER = `s3://${'b'.repeat(63)}/${'f'.repeat(1024)}`;

function repeat(text: string): string {
  return Array.from({ length: MAX_WINDOWS }, () => text).join(', ');
}

/** Something of a table that grows with its columns, and what takes no more of it. */
interface Measured {
  readonly what: string;
  readonly bytes: number;
  readonly takenBy: string;
  readonly limit: number;
}

/** How many columns there are, and what is fullest of all that grows with them. */
interface Counted extends Measured {
  readonly count: number;
}

/**
 * Finds out whether a table declares too many columns: a statement of its nights would be too long for a Step Functions
 * task, or its state machine and Glue tables too large for a CloudFormation template.
 *
 * @returns how many columns fit, and what takes no more; undefined where all do
 */
export function findTooManyColumns(config: Config, table: Table): string | undefined {
  const measure = (count: number) => ({ count, ...measureFullest(config, declareFirst(table, count)) });
  const declared = sum([table, ...table.entities].map(({ attributes }) => attributes.length));
  let tooMany = measure(declared);
  if (!isTooLong(tooMany)) return undefined;
  let fitting = measure(0);
  for (let steps = 0; tooMany.count - fitting.count > 1; steps++) {
    const middle = measure(guessBetween(fitting, tooMany, steps));
    if (isTooLong(middle)) tooMany = middle;
    else fitting = middle;
  }
  const { what, bytes, takenBy, limit } = tooMany;
  return `${declared} typed columns (with those of entities), of which the first ${fitting.count} fit: with one more ${what} ${bytes} bytes, and ${takenBy} takes ${limit}; leave the others undeclared, the raw table has all of them`;
}

/** As many columns as just fit if each takes as many bytes as the others; where that was no help, half of those in question. */
function guessBetween(fitting: Counted, tooMany: Counted, steps: number): number {
  const between = tooMany.count - fitting.count;
  const [least, most] = [fullness(fitting), fullness(tooMany)];
  const share = steps < GUESSES ? (1 - least) / (most - least) : 0.5;
  return fitting.count + Math.min(Math.max(Math.floor(between * share), 1), between - 1);
}

/** So often columns are guessed, which is right where they are alike, before the half of them is tried. */
const GUESSES = 5;

/** What takes the greatest part of its limit, or else the first that is too long. */
function measureFullest(config: Config, table: Table): Measured {
  const statements = statementsOf(config, table).map(([what, sql]) => ({ what, bytes: bytesOf(sql) }));
  const longest = statements.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const statement = { ...longest, takenBy: 'Step Functions', limit: MAX_STATEMENT_BYTES };
  const together = sum(statements.map(({ bytes }) => bytes));
  if (isTooLong(statement) || together < SHORT_STATEMENTS_BYTES) return statement;
  const template = {
    what: 'their state machine and Glue tables make a template of about',
    bytes: templateBytes(config, table),
    takenBy: 'CloudFormation',
    limit: MAX_TEMPLATE_BYTES,
  };
  return fullness(template) > fullness(statement) ? template : statement;
}

function fullness({ bytes, limit }: Measured): number {
  return bytes / limit;
}

function isTooLong(measured: Measured): boolean {
  return fullness(measured) > 1;
}

/** The statements of a night that grow with the columns, each with what it is called. */
function statementsOf(config: Config, table: Table): (readonly [what: string, sql: string])[] {
  const names = resources(config, table);
  const { bucket } = names;
  const own = (kind: 'staged' | 'unloaded' | 'files' | 'raw' | 'changes') => ownTable(names, kind);
  const tables = { staged: own('staged'), files: own('files'), bucket };
  if (!table.columnar) return [['their validation has', validationQuery(table, tables, NIGHT)]];
  const unloaded = own('unloaded');
  const ofExport = { ...NIGHT, unloadId: UNLOAD_ID };
  const columnar = [
    ['their validation has', validationQuery(table, { ...tables, unloaded }, ofExport)],
    ['the UNLOAD of their nights has', unloadStatement(table, { ...NIGHT, staged: own('staged'), folder: FOLDER })],
  ] as const;
  if (table.incremental === undefined) return [...columnar];
  const [raw, changes, files] = [own('raw'), own('changes'), own('files')];
  const merged = { ...WINDOWS, ...BASE, unloadId: UNLOAD_ID };
  return [
    ...columnar,
    [
      'the UNLOAD of their nights of changes has',
      mergeStatement(table, { ...merged, base: raw, changes, folder: FOLDER }),
    ],
    ['the validation of their nights of changes has', validateMergedQuery(table, { changes, raw, unloaded }, merged)],
    ['the validation of their changes has', validateChangesQuery(table, { changes, files, bucket }, WINDOWS)],
    ['the comparison of their nights has', differencesQuery(table, { raw, unloaded }, ofExport)],
  ];
}

/** Bytes of a template with this table alone; the definition is a text of JSON in it. */
function templateBytes(config: Config, table: Table): number {
  const machine = JSON.stringify(definition(config, table, 'arn:aws:dynamodb', []));
  return bytesOf(machine) + bytesOf(tableInputs(table, resources(config, table))) + BESIDE_COLUMNS_BYTES;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** The table with the first of its declared attributes alone, those of its entities coming last. */
function declareFirst(table: Table, count: number): Table {
  let left = count;
  const first = <T>(attributes: readonly T[]): T[] => {
    const taken = attributes.slice(0, left);
    left -= taken.length;
    return taken;
  };
  const attributes = first(table.attributes);
  return {
    ...table,
    attributes,
    entities: table.entities.map((entity) => ({ ...entity, attributes: first(entity.attributes) })),
  };
}
