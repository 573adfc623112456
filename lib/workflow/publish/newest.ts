import { HAS_NEXT_PAGE, NEXT_TOKEN, nextPage } from '../partition-pages';
import { describePublishedPartition } from './published-partition';
import { RETRY_GLUE } from '../retries';
import type { NewestState } from '../state-names';
import {
  CONTRADICTED,
  goOn,
  jsonata,
  refuseContradictions,
  type Catcher,
  type State,
  type States,
  type Workflow,
} from '../states';
import { charactersOf } from '../text';

/**
 * readNights -> checkNights -> publishPrevious, publishNewest: the slots that the typed views read.
 *
 * The slots must hold the last two published dates. An execution whose night is neither of them does not write a slot.
 * The slot `newest` is written last, by one Glue call (the atomic switch). Then the execution reads the nights again,
 * and repeats until the slots are right, so two concurrent executions end with the right slots in any order.
 */
export function makeNewestStates(workflow: Workflow): States<NewestState> {
  const { names } = workflow;
  // checkNights then finds the slot still unwritten, and updates it.
  const exists = goOn('Glue.AlreadyExistsException', 'checkNights', CONTRADICTED);
  const page = `$states.result.Partitions.{'date': Values[0], 'location': StorageDescriptor.Location, 'parameters': Parameters}`;
  return {
    readNights: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:getPartitions',
      Arguments: nextPage(workflow, names.raw, `"export_date >= '" & $since & "'"`, 100),
      Assign: {
        nights: jsonata(`[$sort($append($nights, ${page}), function($a, $b) { $a.date < $b.date })[[0..1]]]`),
        nextToken: NEXT_TOKEN,
        readAgain: false,
      },
      Retry: RETRY_GLUE,
      Next: 'checkNights',
    },
    checkNights: {
      Type: 'Choice',
      Choices: [
        refuseContradictions(workflow, names.latest),
        { Condition: jsonata(HAS_NEXT_PAGE), Next: 'readNights' },
        {
          Condition: jsonata(`$count($nights) < 2 and $not($since = '${ALL_NIGHTS}')`),
          Assign: { since: ALL_NIGHTS, nights: [] },
          Next: 'readNights',
        },
        {
          // What it wrote may be what it read before a later night came: then it goes on.
          Condition: jsonata('$not($exportDate in $nights.date) and $count($keys($slots)) = 0'),
          Next: 'dropStaged',
        },
        { Condition: jsonata(isUnwritten(1, 'previous')), Next: 'publishPrevious' },
        { Condition: jsonata(isUnwritten(0, 'newest')), Next: 'publishNewest' },
        { Condition: jsonata('$readAgain'), Assign: { nights: [] }, Next: 'readNights' },
      ],
      Default: 'dropStaged',
    },
    publishPrevious: slot(workflow, 1, 'previous', 'update', goOn('Glue.EntityNotFoundException', 'createPrevious')),
    createPrevious: slot(workflow, 1, 'previous', 'create', exists),
    publishNewest: slot(workflow, 0, 'newest', 'update', goOn('Glue.EntityNotFoundException', 'createNewest')),
    createNewest: slot(workflow, 0, 'newest', 'create', exists),
  };
}

/** What `since` is where all nights are asked for. */
const ALL_NIGHTS = '0000-00-00';

/**
 * JSONata of the date from which on nights are looked for: two months before the night. These nearly always include the
 * previous night, and their partitions fit one response. If they do not include it, all nights are read.
 */
export const twoMonthsBefore = `($year := $number(${charactersOf('$exportDate', 0, 4)}); $month := $number(${charactersOf('$exportDate', 5, 2)}); $pad := function($n) { $n < 10 ? '0' & $string($n) : $string($n) }; $month > 2 ? $string($year) & '-' & $pad($month - 2) : $string($year - 1) & '-' & $pad($month + 10))`;

/** There is such a night, and this execution has not put it into its slot. */
function isUnwritten(index: number, name: string): string {
  const id = `$nights[${index}].parameters.export_id`;
  return `$exists(${id}) and $not(${id} = $lookup($slots, '${name}'))`;
}

/** Writes a slot; where an update finds no slot it is created, and the other way round. */
function slot(workflow: Workflow, index: number, name: string, action: 'create' | 'update', otherwise: Catcher): State {
  const { names } = workflow;
  const update = action === 'update';
  return {
    Type: 'Task',
    Resource: `arn:aws:states:::aws-sdk:glue:${action}Partition`,
    Arguments: {
      DatabaseName: names.database,
      TableName: names.latest,
      ...(update && { PartitionValueList: [name] }),
      PartitionInput: {
        ...describePublishedPartition(workflow, 'latest', name, `$nights[${index}].location`),
        Parameters: jsonata(`$merge([$nights[${index}].parameters, {'export_date': $nights[${index}].date}])`),
      },
    },
    Assign: {
      slots: jsonata(`$merge([$slots, {'${name}': $nights[${index}].parameters.export_id}])`),
      ...(name === 'newest' ? { nights: [] } : { readAgain: true }),
    },
    Retry: RETRY_GLUE,
    Catch: [otherwise],
    Next: name === 'newest' ? 'readNights' : 'checkNights',
  };
}
