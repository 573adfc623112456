import type { ExecutionResult, JsonObject, TaskAdapters } from '../../lib/asl';
import type { CatalogPartition } from '../../lib/local/glue';
import { PROBLEM_COLUMNS } from '../../lib/night';
import { ColumnarServices } from './columnar-services';
import type { Settings } from './services';

const RUN_QUERY = 'arn:aws:states:::athena:startQueryExecution.sync';
const READ_RESULTS = 'arn:aws:states:::aws-sdk:athena:getQueryResults';
const EXPORT = 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime';

/** Items of every instant. */
export const ITEMS = '3';

/** The queries of a night: that of the changes, of the merged night, of a full one, and of two nights. */
type QueryKind = 'changes' | 'merged' | 'full' | 'differences';

type Row = readonly (string | undefined)[];

/**
 * The services of a table whose nights are made of changes. What a night has is the instant that its items are of: the
 * fingerprint is that instant, and a merge gives it where the windows follow each other from that of the base on.
 */
export class ChainServices extends ColumnarServices {
  /** The input of each call that started an export. */
  readonly asked: JsonObject[] = [];
  /** Rows of problems, by the query that finds them. */
  readonly findings = new Map<QueryKind, Row[]>();
  private readonly answers = new Map<string, readonly Row[]>();

  constructor(incremental: JsonObject = {}, context: Record<string, unknown> = {}, settings: Settings = {}) {
    const tables = [{ name: 'Orders', partitionKey: { name: 'id' }, incremental }];
    super({ tables, timeZone: 'UTC', ...context }, settings);
  }

  override adapters(): TaskAdapters {
    const scripted = super.adapters();
    return {
      ...scripted,
      [EXPORT]: async (args, context) => {
        const answer = (await scripted[EXPORT]?.(args, context)) ?? {};
        this.asked.push(args as JsonObject);
        return answer;
      },
      [RUN_QUERY]: async (args, context) => {
        const answer = await scripted[RUN_QUERY]?.(args, context);
        const { QueryString: sql } = args as { QueryString: string };
        if (sql.startsWith('UNLOAD')) return answer ?? {};
        const id = `query-${this.answers.size + 1}`;
        this.answers.set(id, this.answer(sql));
        return { QueryExecution: { QueryExecutionId: id } };
      },
      [READ_RESULTS]: async (args) => {
        const rows = this.answers.get((args as { QueryExecutionId: string }).QueryExecutionId) ?? [];
        const data = rows.map((row) => ({
          Data: row.map((text) => (text === undefined ? {} : { VarCharValue: text })),
        }));
        return { ResultSet: { Rows: data } };
      },
    };
  }

  /** The parameters of the night of a date. */
  chainOf(date: string): CatalogPartition['Parameters'] {
    return this.partitionsOf('raw').find(({ Values }) => Values[0] === date)?.Parameters;
  }

  /** The bounds of the windows that were asked for. */
  windows(): string[] {
    return this.asked.flatMap(({ IncrementalExportSpecification: asked }) => {
      const { ExportFromTime = '', ExportToTime = '' } = (asked ?? {}) as Record<string, string>;
      return asked ? [`${ExportFromTime} ${ExportToTime}`] : [];
    });
  }

  private answer(sql: string): readonly Row[] {
    const reads = (table: 'changes' | 'unloaded' | 'raw') => sql.includes(`"${this.names[table]}"`);
    const listFound = (query: QueryKind) => this.findings.get(query) ?? [];
    if (reads('changes') && !reads('unloaded')) return [PROBLEM_COLUMNS, ...listFound('changes')];
    if (reads('changes')) {
      const times = [...sql.matchAll(/\('0\d{13}-[0-9a-f]{8}', \d+, (\d+)000, \d+\)/g)].map(([, to]) => Number(to));
      const counted = Object.entries({ inserted: '1', updated: '1', deleted: '1' }).map(toFact);
      return [PROBLEM_COLUMNS, ...listFound('merged'), ...factsOf(Math.max(...times)), ...counted];
    }
    if (reads('raw')) return [['keys', 'examples'], ...listFound('differences')];
    const exported = this.exportOf(/export_id = '([^']*)'/.exec(sql)?.[1] ?? '');
    const time = (exported?.exportTime ?? 0) + (exported?.script.different === true ? 1 : 0);
    return [PROBLEM_COLUMNS, ...listFound('full'), ...factsOf(time)];
  }
}

/** The items of an instant as facts of a validation. */
function factsOf(time: number): Row[] {
  return Object.entries({ items: ITEMS, fingerprint: String(time) }).map(toFact);
}

function toFact([name, value]: readonly [string, string]): Row {
  return [name, 'info', undefined, undefined, value, undefined];
}

/** What an execution says of itself. */
export function outputOf({ output }: ExecutionResult): JsonObject {
  return (output ?? {}) as JsonObject;
}
