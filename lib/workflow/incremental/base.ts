import { RECONCILE_DAYS } from '../../config';
import { UTC_TIME } from '../../night';
import { ENTERED } from '../retention/days-ago';
import { RETRY_GLUE } from '../retries';
import type { BaseState, StateName } from '../state-names';
import { twoMonthsBefore } from '../publish/newest';
import { FIRST_PAGE, HAS_NEXT_PAGE, NEXT_TOKEN, nextPage } from '../partition-pages';
import {
  goOnWith,
  isText,
  jsonata,
  refuse,
  toLiteral,
  type Assign,
  type Rule,
  type State,
  type States,
  type Workflow,
} from '../states';
import { IS_GIVEN, IS_OF_CHANGES, WITHOUT_CHANGES } from './variables';

/** AWS: the period of an incremental export has 15 minutes at least and 24 hours at most. */
const MIN_WINDOW_MILLIS = 15 * 60_000;
const MAX_WINDOW_MILLIS = 24 * 3_600_000;

const DAY_MILLIS = 86_400_000;

const BASE_TIME = '$base.parameters.export_time';

/** Milliseconds from the instant of the base to that of the night. */
const GAP = `($toMillis($exportTime) - $toMillis(${BASE_TIME}))`;

/**
 * readBase -> readRecovery -> chooseExport: decides what the night is made from. If the chain can be continued, it is
 * made from the newest night and the changes since; otherwise from a full export, and the variable `fullBecause` has
 * the reason.
 */
export function makeBaseStates(workflow: Workflow): States<BaseState> {
  return {
    readBase: {
      ...readNewestSlot(workflow, 'base', 'checkBase'),
      Comment: 'The newest published night, which the changes are to be merged into',
    },
    checkBase: {
      Type: 'Choice',
      Choices: [{ Condition: jsonata(HAS_NEXT_PAGE), Next: 'readBase' }],
      Default: 'readRecovery',
    },
    chooseExport: chooseExport(workflow),
  };
}

/**
 * A task that reads the slot of the newest night: a page of the slots, for the variable to get `date` and `parameters` of the
 * night; {} where there is none. GetPartition would answer with the columns, which of a table with a
 * thousand attributes no state can take.
 */
export function readNewestSlot(workflow: Workflow, variable: 'base' | 'newest', next: StateName): State {
  const newest = `$states.result.Partitions[Values[0] = 'newest'][0].{'date': Parameters.export_date, 'parameters': Parameters}`;
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:glue:getPartitions',
    Arguments: nextPage(workflow, workflow.names.latest, undefined, 100),
    Assign: {
      [variable]: jsonata(`$merge([${HAS_NEXT_PAGE} ? $${variable} : {}, ${newest}])`),
      nextToken: NEXT_TOKEN,
    },
    Retry: RETRY_GLUE,
    Next: next,
  };
}

function chooseExport(workflow: Workflow): State {
  const { table } = workflow;
  const { reconcile = 'never', maxCatchUpDays = 1 } = table.incremental ?? {};
  const input = '$states.context.Execution.Input';
  const id = '$base.parameters.export_id';
  const isKnown = `($exists(${id}) and ${isText(BASE_TIME, UTC_TIME)})`;
  const full = (condition: string, because: string): Rule =>
    goOnWith(`$not(${IS_GIVEN}) and (${condition})`, 'callExport', {
      ...WITHOUT_CHANGES,
      fullBecause: jsonata(because),
    });
  return {
    Type: 'Choice',
    Comment: 'Is the night made of the newest night and the changes since, or of a full export?',
    Choices: [
      refuse(workflow, `${IS_GIVEN} and $not(${isKnown})`, 'Changes.NoBase', {
        what: toLiteral(
          'The export has the changes of a time, and there is no published night that they can be added to.',
        ),
        found: '$manifest.exportFromTime',
        expected: "'a published night of the instant ' & $manifest.exportFromTime",
      }),
      {
        Condition: jsonata(`${isKnown} ? ${GAP} = 0 : false`),
        Assign: publishedAlready,
        Next: 'readVerified',
      },
      goOnWith(IS_GIVEN, 'checkWindow', {
        nightKind: 'changes',
        window: jsonata(`{'from': ${BASE_TIME}, 'to': $exportTime, 'prefix': ''}`),
        windows: [],
        pending: [],
      }),
      full(`${input}.exportType = 'FULL_EXPORT'`, toLiteral('the input asks for it')),
      full(`$not($exists(${id}))`, toLiteral('there is no published night yet')),
      full(
        `$not(${isWholeSecond(BASE_TIME)})`,
        `'the newest night, ' & $base.date & ', does not say of which whole second its items are'`,
      ),
      full(`${GAP} < 0`, `'the newest night, ' & $base.date & ', has items of a later time, ' & ${BASE_TIME}`),
      full(
        `${GAP} > ${maxCatchUpDays * DAY_MILLIS}`,
        `'the newest night, ' & $base.date & ', is more than ${maxCatchUpDays} days older (maxCatchUpDays)'`,
      ),
      full(
        `$recoveryBegin = '' ? false : $toMillis($recoveryBegin) > $toMillis(${BASE_TIME})`,
        `'point-in-time recovery reaches back to ' & $recoveryBegin & ', the newest night is of ' & ${BASE_TIME}`,
      ),
      refuse(workflow, `${GAP} < ${MIN_WINDOW_MILLIS}`, 'Export.WindowTooShort', {
        what: toLiteral('The newest night is too near for an export of the changes since.'),
        found: `$exportTime & ', and the night ' & $base.date & ' of ' & ${BASE_TIME}`,
        expected: `'a time from ' & $fromMillis($toMillis(${BASE_TIME}) + ${MIN_WINDOW_MILLIS}) & ' on'`,
      }),
      ...(reconcile === 'never'
        ? []
        : [
            goOnWith(
              `${dateMillis('$exportDate')} - ${dateMillis(RECONCILED_AT)} >= ${RECONCILE_DAYS[reconcile] * DAY_MILLIS}`,
              'callWindow',
              { ...ofChanges(), reconcile: 'due' },
            ),
          ]),
    ],
    Default: 'callWindow',
    Assign: ofChanges(),
  };
}

/** The date of the last night of the chain that was made from, or reconciled with, a full export. */
export const RECONCILED_AT = `($exists($base.parameters.reconciled_at) ? $base.parameters.reconciled_at : $base.date)`;

function dateMillis(date: string): string {
  return `$toMillis(${date} & 'T00:00:00Z')`;
}

/** AWS counts the bounds of a window in seconds. */
function isWholeSecond(time: string): string {
  return isText(time, /^[^.]*(\.0+)?Z$/);
}

/** Assigns what a night of changes is made of: its windows, as few as possible, none shorter than AWS allows. */
function ofChanges(): Assign {
  const to = `$i = $count - 1 ? $end : $i = $count - 2 ? $min([$begin + ($i + 1) * ${MAX_WINDOW_MILLIS}, $end - ${MIN_WINDOW_MILLIS}]) : $begin + ($i + 1) * ${MAX_WINDOW_MILLIS}`;
  const windows = `($begin := $toMillis(${BASE_TIME}); $end := $toMillis($exportTime); $count := $ceil(($end - $begin) / ${MAX_WINDOW_MILLIS}); $to := function($i) { ${to} }; [$map([0..$count - 1], function($i) { {'from': $fromMillis($i = 0 ? $begin : $to($i - 1)), 'to': $fromMillis($to($i)), 'number': $i + 1} })])`;
  return {
    nightKind: 'changes',
    fullBecause: jsonata("''"),
    reconcile: 'none',
    windows: [],
    pending: jsonata(windows),
    chosenMillis: jsonata(ENTERED),
  };
}

/**
 * The night of this very instant is published: the execution makes none, but looks whether what is published is the newest
 * export that was verified, and whether the slots show it, which another execution may have left undone.
 */
const publishedAlready: Assign = {
  ...WITHOUT_CHANGES,
  exportArn: jsonata('$base.parameters.export_arn'),
  exportId: jsonata('$base.parameters.export_id'),
  exportDate: jsonata('$base.date'),
  manifest: jsonata(`{'exportTime': ${BASE_TIME}, 'itemCount': $number($base.parameters.item_count)}`),
  published: jsonata('$base.parameters.export_id'),
  queryId: jsonata('$base.parameters.validation_query_id'),
  // the output says what the published night was made of
  nightKind: jsonata("$base.parameters.night_kind = 'changes' ? 'changes' : 'full'"),
  fullBecause: jsonata("$exists($base.parameters.full_because) ? $base.parameters.full_because : ''"),
  validation: { problems: [], facts: jsonata('$base.parameters') },
  verified: {},
  nights: [],
  since: jsonata(twoMonthsBefore),
  nextToken: FIRST_PAGE,
};

/** The condition that the base of a night of changes is no longer the newest night. */
export const BASE_HAS_CHANGED = `${IS_OF_CHANGES} and $not($newest.parameters.export_id = $base.parameters.export_id)`;
