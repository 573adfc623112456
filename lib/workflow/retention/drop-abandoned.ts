import { dropPartition } from '../drop-partition';
import { HAS_NEXT_PAGE, NEXT_TOKEN, nextPage } from '../partition-pages';
import { RETRY_GLUE } from '../retries';
import type { AbandonedState, StateName } from '../state-names';
import { jsonata, type States, type Workflow } from '../states';

/**
 * readAbandoned -> checkAbandoned -> dropAbandoned -> checkAbandoned ...: drops the partitions of the unloaded table
 * that were left by executions which ended between registerUnloaded and dropUnloaded and were never redriven. They are
 * dropped before their Parquet is removed, because a query of a partition without objects would silently return no
 * rows.
 *
 * @param exportId JSONata of the export whose Parquet is to be removed
 * @param next the state after them
 */
export function makeAbandonedStates(workflow: Workflow, exportId: string, next: StateName): States<AbandonedState> {
  const { names } = workflow;
  const ofExport = `$contains(StorageDescriptor.Location, '/' & ${exportId} & '/')`;
  return {
    readAbandoned: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:getPartitions',
      // Their values are of executions: only the location tells the export, and there are few.
      Arguments: nextPage(workflow, names.unloaded, undefined, 100),
      Assign: {
        abandoned: jsonata(`[$append($abandoned, $states.result.Partitions[${ofExport}].(Values[0]))]`),
        nextToken: NEXT_TOKEN,
      },
      Retry: RETRY_GLUE,
      Next: 'checkAbandoned',
    },
    checkAbandoned: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata(HAS_NEXT_PAGE), Next: 'readAbandoned' },
        { Condition: jsonata('$count($abandoned) > 0'), Next: 'dropAbandoned' },
      ],
      Default: next,
    },
    dropAbandoned: dropPartition(workflow, names.unloaded, [jsonata('$abandoned[0]')], 'checkAbandoned', {
      abandoned: jsonata('[$abandoned[[1..$count($abandoned)]]]'),
    }),
  };
}
