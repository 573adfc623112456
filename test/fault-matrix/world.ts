import { createHash } from 'node:crypto';
import { TaskFailure, type Json, type TaskAdapters } from '../../lib/asl';
import type { CatalogPartition } from '../../lib/local/glue';
import { PROBLEM_COLUMNS } from '../../lib/night';
import { sqlFor, type SavedCheck } from '../../lib/sql';
import type { Script, StartedExport } from '../workflow/scripted-export';
import { Services, type Settings } from '../workflow/services';
import { answerOfChanges, factRows, mergedContent, NO_NIGHT, type Facts } from './changes';
import { SharedMap } from '../workflow/shared-map';
import { Numbers } from './numbers';

/** Items of every export, as its manifest says. */
const ITEMS = 3;

/** A query that ran: over which export, and what it found. */
interface Query {
  readonly sql: string;
  readonly exportId: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** What a world is made of, told apart: each part is the same object until it changes. */
const SCRIPTS = new Numbers<Script>((script) => JSON.stringify(script));
const QUERIES = new Numbers<Query>((query) => JSON.stringify(query));
const PARTITIONS = new Numbers<CatalogPartition>((partition) => JSON.stringify(partition));
const TABLES = new Numbers<readonly CatalogPartition[]>((all) => all.map((each) => PARTITIONS.of(each)).join(' '));
const OBJECTS = new Numbers<ReadonlyMap<string, unknown>>((map) => textOf(map, String));
const ASKED = new Numbers<ReadonlyMap<string, Query>>((map) => textOf(map, (query) => String(QUERIES.of(query))));
const EXPORTS = new Numbers<ReadonlyMap<string, StartedExport>>((map) =>
  textOf(map, ({ arn, started, exportTime, script }) => `${arn} ${started} ${exportTime} ${SCRIPTS.of(script)}`),
);

const EXPORT = 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime';

/**
 * The services with enough memory to tell a verified night from one that was not: the results of the queries are kept,
 * and a query finds what lies there at that moment, not what a test wants it to.
 */
export class World extends Services {
  /** ARNs of the exports that each execution started, by its name. */
  readonly started: SharedMap<string, readonly string[]>;
  private readonly queries: SharedMap<string, Query>;
  private readonly checks: NonNullable<Settings['checks']>;

  constructor(origin: Record<string, unknown> | World = {}, settings: Settings = {}) {
    super(origin, settings);
    const from = origin instanceof World ? origin : undefined;
    this.started = new SharedMap(from?.started);
    this.queries = new SharedMap(from?.queries);
    this.checks = from?.checks ?? settings.checks ?? [];
  }

  override adapters(): TaskAdapters {
    const services = super.adapters();
    return {
      ...services,
      [EXPORT]: async (args, context) => {
        const answer = (await services[EXPORT]?.(args, context)) ?? {};
        const { ExportArn } = (answer as { ExportDescription: { ExportArn: string } }).ExportDescription;
        const { execution } = context;
        this.started.set(execution, [...new Set([...(this.started.get(execution) ?? []), ExportArn])]);
        return answer;
      },
      'arn:aws:states:::athena:startQueryExecution.sync': async (args, { execution }) => {
        // Numbered by execution, so that the order in which two of them ask makes no other world.
        const asked = [...this.queries.keys()].filter((id) => id.startsWith(`${execution}-`));
        const queryId = `${execution}-${asked.length + 1}`;
        const { QueryString } = args as { QueryString: string };
        this.queries.set(
          queryId,
          QueryString.startsWith('UNLOAD') ? this.unload(QueryString) : this.query(QueryString),
        );
        return { QueryExecution: { QueryExecutionId: queryId } };
      },
      'arn:aws:states:::aws-sdk:athena:getQueryResults': async (args) => {
        const { QueryExecutionId } = args as { QueryExecutionId: string };
        const found = this.queries.get(QueryExecutionId);
        if (!found) throw new TaskFailure('Athena.InvalidRequestException', `no query ${QueryExecutionId}`);
        return resultSet(found);
      },
    };
  }

  /** Everything that a later call could depend on, as text: two worlds with the same one go on in the same way. */
  key(): string {
    const { database } = this.names;
    return [
      this.clock.now(),
      this.drawnNow(),
      SCRIPTS.of(this.script),
      EXPORTS.of(this.exports.share()),
      ...[this.started, this.objects].map((map) => OBJECTS.of(map.share())),
      ASKED.of(this.queries.share()),
      ...this.catalog
        .tableNames(database)
        .map((name) => TABLES.of(this.catalog.table(database, name)?.partitions ?? [])),
    ].join(' ');
  }

  /** Registers a folder with nothing in it as what an execution has unloaded. */
  registerUnloaded(execution: string): void {
    const arn = `arn:aws:states:us-east-1:123456789012:execution:local:${execution}`;
    this.leave('unloaded', createHash('md5').update(arn).digest('hex'), 'columnar/nothing/');
  }

  /** Leaves the export of a date staged, as one that was refused is. */
  stageAgain(date: string): void {
    this.leave('staged', this.idOf(date), `${this.names.exportPrefix}/AWSDynamoDB/${this.idOf(date)}/data/`);
  }

  /** Leaves the Parquet of a date in the unloaded table, as an execution does that broke after it had registered it. */
  abandonUnloaded(date: string): void {
    const folder = `columnar/${this.names.raw}/${this.idOf(date)}/`;
    const key = [...this.objects.keys()].find((each) => each.startsWith(folder)) ?? '';
    this.leave('unloaded', '0'.repeat(32), key.slice(0, key.lastIndexOf('/') + 1));
  }

  /** Leaves Parquet of a date, as a night does whose table is columnar no more. */
  leaveParquet(date: string): void {
    const exportId = this.idOf(date);
    this.objects.set(`columnar/${this.names.raw}/${exportId}/${'0'.repeat(32)}-0/20251218_00000_a`, exportId);
  }

  /** The partitions of one of the system's tables. */
  partitions(table: 'raw' | 'files' | 'latest' | 'staged' | 'unloaded' | 'changes'): readonly CatalogPartition[] {
    return this.catalog.table(this.names.database, this.names[table])?.partitions ?? [];
  }

  /** What keeps a partition from being a verified night; undefined where it is one. */
  explainUnverified({ Values, Parameters, StorageDescriptor }: CatalogPartition): string | undefined {
    const id = this.lyingAt(StorageDescriptor?.Location);
    const found = this.exportOf(id ?? '');
    const time = found?.window ? new Date(found.exportTime).toISOString() : undefined;
    const validation = this.queries.get(Parameters?.validation_query_id ?? '');
    const unchecked = this.checks.find((check) => check.severity === 'error' && !this.wasRun(check, id));
    const wrong =
      (found ? undefined : `lies at no export: ${StorageDescriptor?.Location ?? 'no location'}`) ??
      (found?.script.damaged ? 'is a damaged export' : undefined) ??
      (found?.script.copied ? 'has a data file that is a copy of another' : undefined) ??
      (found?.script.doubtful && this.checks.length > 0 ? 'has what a check selects' : undefined) ??
      (Parameters?.export_id === id ? undefined : `says that it is export ${Parameters?.export_id ?? 'none'}`) ??
      (Parameters?.item_count === String(ITEMS) ? undefined : `says ${Parameters?.item_count ?? 'no'} items`) ??
      (time === undefined || Parameters?.export_time === time ? undefined : `is said to be of another time`) ??
      (validation?.exportId === id && !validation?.rows.some(isProblem) ? undefined : 'was never validated') ??
      (unchecked && `was never checked by ${unchecked.name}`);
    return wrong && `${Values.join(', ')} (export ${id ?? 'unknown'}) ${wrong}`;
  }

  /** The export whose items, or changes, lie at a location; undefined where nothing does. */
  lyingAt(location = ''): string | undefined {
    const [, folder = ''] = /^s3:\/\/[^/]+\/(.+)$/.exec(location) ?? [];
    return folder === '' ? undefined : [...this.objects].find(([key]) => key.startsWith(folder))?.[1];
  }

  /** What a night of a content has: as many items as every export, and those of its instant. */
  factsOf(content: string | undefined): Facts {
    const { exportTime, script, window } = this.exportOf(content ?? '') ?? {};
    if (exportTime === undefined) return NO_NIGHT;
    return { items: ITEMS, fingerprint: exportTime + (script?.different === true && !window ? 1 : 0) };
  }

  private idOf(date: string): string {
    const id = this.partitions('files').find(({ Values }) => Values[0] === date)?.Values[1];
    if (id === undefined) throw new Error(`there is no export of ${date}`);
    return id;
  }

  /** Makes the one partition of a table. */
  private leave(kind: 'staged' | 'unloaded', value: string, folder: string): void {
    const StorageDescriptor = { Location: `s3://${this.names.bucket}/${folder}` };
    const partition = { Values: [value], StorageDescriptor, CreationTime: '2026-01-30T19:00:00.000Z' };
    if (!this.catalog.changePartitions(this.names.database, this.names[kind], () => [partition]))
      throw new Error(`there is no table ${this.names[kind]}`);
  }

  private wasRun(check: SavedCheck, exportId: string | undefined): boolean {
    const sql = sqlFor(check, this.table);
    return [...this.queries.values()].some((query) => query.exportId === exportId && query.sql.includes(sql));
  }

  private lyingIn(table: 'staged' | 'unloaded', value: string | undefined): string | undefined {
    return this.lyingAt(this.partitions(table).find(({ Values }) => Values[0] === value)?.StorageDescriptor?.Location);
  }

  /** Writes to a folder in which nothing lies, as Athena does. */
  private unload(sql: string): Query {
    const exportId = /export_id = '([^']*)'/.exec(sql)?.[1] ?? '';
    const merged = sql.includes(`"${this.names.changes}"`) ? mergedContent(this, sql) : undefined;
    const folder = /TO 's3:\/\/[^/]+\/([^']+)'/.exec(sql)?.[1] ?? '';
    if ([...this.objects.keys()].some((key) => key.startsWith(folder))) {
      const Status = { State: 'FAILED', StateChangeReason: `HIVE_PATH_ALREADY_EXISTS: ${folder}` };
      throw new TaskFailure('States.TaskFailed', JSON.stringify({ QueryExecution: { Status } }));
    }
    const lying = merged ?? this.lyingIn('staged', exportId);
    if (lying !== undefined) this.objects.set(`${folder}20260131_00000_a`, lying);
    return { sql, exportId: '', header: [], rows: [] };
  }

  private query(sql: string): Query {
    const unloadId = /unload_id = '([^']*)'/.exec(sql)?.[1];
    const named = /export_id = '([^']*)'/.exec(sql)?.[1];
    const lying = unloadId === undefined ? this.lyingIn('staged', named) : this.lyingIn('unloaded', unloadId);
    const exportId = named ?? lying ?? '';
    if (sql.includes(`"${this.names.changes}"`))
      return { sql, header: PROBLEM_COLUMNS, ...answerOfChanges(this, sql, lying) };
    if (this.table.incremental && sql.includes(`"${this.names.raw}"`))
      return { sql, exportId, header: ['keys', 'examples'], rows: [['1', 'key 1']] };
    const { damaged, copied, doubtful } = (lying === undefined ? undefined : this.exportOf(lying)?.script) ?? {};
    if (!sql.includes(this.names.files))
      return { sql, exportId, header: ['orderid', 'bad_rows'], rows: doubtful ? [['1', '1']] : [] };
    const items = lying === undefined ? 0 : damaged ? ITEMS - 1 : ITEMS;
    const facts = this.table.incremental ? factRows(this.factsOf(lying)) : [];
    const rows = [...this.problems(sql, exportId, items), ...(copied ? findCopiedFile(sql) : []), ...facts];
    return { sql, exportId, header: PROBLEM_COLUMNS, rows };
  }

  /** Counts as the validation query does: what the registered manifest lists, and what lies in the staged folder. */
  private problems(sql: string, exportId: string, lying: number): Query['rows'] {
    const date = /export_date = '([^']*)'/.exec(sql)?.[1];
    const manifest = this.partitions('files').find(({ Values }) => Values[0] === date && Values[1] === exportId);
    const [, copy = ''] = /^s3:\/\/[^/]+\/(.*)$/.exec(manifest?.StorageDescriptor?.Location ?? '') ?? [];
    const listed = this.objects.get(`${copy}manifest-files.json`) === exportId ? ITEMS : 0;
    return Object.entries({ manifest_item_count: listed, item_count: lying }).flatMap(([check, count]) =>
      count === ITEMS ? [] : [[check, 'error', undefined, String(ITEMS), String(count), undefined]],
    );
  }
}

function textOf<V>(map: ReadonlyMap<string, V>, text: (value: V) => string): string {
  return [...map]
    .map(([key, value]) => `${key} ${text(value)}`)
    .sort()
    .join('\n');
}

/** Whether a row of a validation is more than a fact. */
function isProblem([, severity]: Query['rows'][number]): boolean {
  return severity !== 'info';
}

/** What a validation that looks for copies says of one; all its counts fit. */
function findCopiedFile(sql: string): Query['rows'] {
  return sql.includes("'file_copied'") ? [['file_copied', 'error', 'data/a.json.gz', '1', '2', 'order 1']] : [];
}

function resultSet({ header, rows }: Query): Json {
  const data = (row: Query['header'] | Query['rows'][number]) => ({
    Data: row.map((text) => (text === undefined ? {} : { VarCharValue: text })),
  });
  return { ResultSet: { Rows: [header, ...rows].map(data) } };
}
