import { TaskFailure, type Json, type TaskAdapters } from '../../lib/asl';
import { Services } from './services';

const RUN_QUERY = 'arn:aws:states:::athena:startQueryExecution.sync';

/** What a test wants an UNLOAD to do after its first files. */
export type UnloadFault = { readonly reason: string } | { readonly error: string };

/** The services of a table whose nights are columnar: UNLOAD writes two objects, and S3 lists and deletes them. */
export class ColumnarServices extends Services {
  /** Keys of the Parquet files. */
  readonly objects = new Set<string>();
  /** The statements that Athena was given. */
  readonly statements: string[] = [];
  unloadFault: UnloadFault | undefined;

  constructor(context: Record<string, unknown> = {}) {
    super({ columnar: true, ...context });
  }

  /** The partitions of one of the Glue tables. */
  partitionsOf(table: 'raw' | 'latest' | 'staged' | 'unloaded' | 'files') {
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
      'arn:aws:states:::aws-sdk:s3:listObjectsV2': async (args) => {
        const { Prefix, MaxKeys } = args as { Prefix: string; MaxKeys: number };
        const found = [...this.objects].filter((key) => key.startsWith(Prefix)).sort();
        const page = found.slice(0, MaxKeys).map((Key) => ({ Key, Size: 1 }));
        return {
          KeyCount: page.length,
          IsTruncated: found.length > MaxKeys,
          ...(page.length > 0 && { Contents: page }),
        };
      },
      'arn:aws:states:::aws-sdk:s3:deleteObjects': async (args) => {
        const { Delete } = args as { Delete: { Objects: { Key: string }[] } };
        for (const { Key } of Delete.Objects) this.objects.delete(Key);
        return {};
      },
    };
  }

  private unload(sql: string): Json {
    const folder = /TO 's3:\/\/[^/]+\/([^']+)'/.exec(sql)?.[1] ?? '';
    if ([...this.objects].some((key) => key.startsWith(folder)))
      throw failed(`HIVE_PATH_ALREADY_EXISTS: ${folder} is not empty`);
    for (const name of ['20260131_0_a', '20260131_1_b']) this.objects.add(folder + name);
    const fault = this.unloadFault;
    if (fault === undefined) return { QueryExecution: { QueryExecutionId: 'unload-1' } };
    throw 'reason' in fault ? failed(fault.reason) : new TaskFailure(fault.error, 'Injected');
  }
}

function failed(StateChangeReason: string): TaskFailure {
  const QueryExecution = { Status: { State: 'FAILED', StateChangeReason } };
  return new TaskFailure('States.TaskFailed', JSON.stringify({ QueryExecution }));
}
