import { TaskFailure, type Json, type TaskAdapters } from '../../lib/asl';
import { Services, type Settings } from './services';

const RUN_QUERY = 'arn:aws:states:::athena:startQueryExecution.sync';

/** What a test wants an UNLOAD to do after its first files. */
export type UnloadFault = { readonly reason: string } | { readonly error: string };

/** The services of a table whose nights are columnar: UNLOAD writes two objects. */
export class ColumnarServices extends Services {
  /** The statements that Athena was given. */
  readonly statements: string[] = [];
  unloadFault: UnloadFault | undefined;

  constructor(context: Record<string, unknown> = {}, settings: Settings = {}) {
    super({ columnar: true, ...context }, settings);
  }

  /** Keys of the Parquet files. */
  parquet(): Set<string> {
    return new Set([...this.objects.keys()].filter((key) => key.startsWith('columnar/')));
  }

  /** The partitions of one of the Glue tables. */
  partitionsOf(table: 'raw' | 'latest' | 'staged' | 'unloaded' | 'files' | 'changes') {
    return this.catalog.table(this.names.database, this.names[table])?.partitions ?? [];
  }

  override adapters(): TaskAdapters {
    const scripted = super.adapters();
    return {
      ...scripted,
      [RUN_QUERY]: async (args, context) => {
        const { QueryString } = args as { QueryString: string };
        this.statements.push(QueryString);
        return QueryString.startsWith('UNLOAD')
          ? this.unload(QueryString)
          : ((await scripted[RUN_QUERY]?.(args, context)) ?? {});
      },
    };
  }

  private unload(sql: string): Json {
    const folder = /TO 's3:\/\/[^/]+\/([^']+)'/.exec(sql)?.[1] ?? '';
    if ([...this.objects.keys()].some((key) => key.startsWith(folder)))
      throw makeFailure(`HIVE_PATH_ALREADY_EXISTS: ${folder} is not empty`);
    for (const name of ['20260131_0_a', '20260131_1_b']) this.objects.set(folder + name, folder.split('/')[2] ?? '');
    const fault = this.unloadFault;
    if (fault === undefined) return { QueryExecution: { QueryExecutionId: 'unload-1' } };
    throw 'reason' in fault ? makeFailure(fault.reason) : new TaskFailure(fault.error, 'Injected');
  }
}

function makeFailure(StateChangeReason: string): TaskFailure {
  const QueryExecution = { Status: { State: 'FAILED', StateChangeReason } };
  return new TaskFailure('States.TaskFailed', JSON.stringify({ QueryExecution }));
}
