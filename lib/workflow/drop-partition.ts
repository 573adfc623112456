import { RETRY_GLUE } from './retries';
import type { StateName } from './state-names';
import { goOn, type Assign, type State, type Workflow } from './states';

/** A state that drops a partition from the catalog; one that is gone already counts as dropped. */
export function dropPartition(
  { names }: Workflow,
  table: string,
  values: readonly string[],
  next: StateName,
  assign?: Assign,
): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:glue:deletePartition',
    Arguments: { DatabaseName: names.database, TableName: table, PartitionValues: values },
    ...(assign && { Assign: assign }),
    Retry: RETRY_GLUE,
    Catch: [goOn('Glue.EntityNotFoundException', next, assign)],
    Next: next,
  };
}
