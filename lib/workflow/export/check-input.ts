import { DATE, UTC_TIME } from '../../night';
import { goOnWith, isText, jsonata, refuse, toLiteral, type States, type Workflow } from '../states';
import { charactersOf, patternLiteral } from '../text';
import { zoneOffsets } from './time-zone';

const EXPORT_ARN = /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]*:table\/[A-Za-z0-9_.-]+\/export\/0[0-9]{13}-[0-9a-f]{8}$/;

const MANIFEST_KEY = /^(.+\/)?AWSDynamoDB\/[0-9]+-[0-9a-f]+\/manifest-summary\.json$/;

const MEMBERS = ['scheduledTime', 'exportArn', 'exportManifest', 'exportDate'];

/** A member that Step Functions' own documentation tells callers to add; it says who started an execution. */
const STARTED_BY = 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID';

/** DynamoDB exports to S3 since 2020, and the table of a zone's offsets begins there. */
const FIRST_YEAR = '2020';

/** How far the clock of the scheduler may be ahead of that of the executions. */
const CLOCK_SKEW_SECONDS = 60;

/**
 * checkInput: `{ scheduledTime?, exportArn?, exportManifest?, exportDate?, exportType? }`.
 *
 * The night stands for an instant, the variable `exportTime`: the scheduled time, or the start of the execution if
 * there is none. Its date is `exportDate`, or else the local date of that instant. With an `exportArn` nothing is
 * exported: the instant, and the date if none is given, are those of the items of the export. `exportManifest` is the
 * key of its
 * manifest-summary.json, for an export that DynamoDB has forgotten. A date after the instant's is refused: it
 * would be the newest night until that day.
 * `exportType: FULL_EXPORT` requests a full export of a table with `incremental`.
 */
export function checkInput(workflow: Workflow): States<'checkInput'> {
  const { config, tableArn } = workflow;
  const input = '$states.input';
  const isGiven = (field: string) => `$exists(${input}.${field})`;
  const refuseInvalid = (condition: string, what: string, found: string, expected: string) =>
    refuse(workflow, condition, 'Input.Invalid', { what: toLiteral(what), found, expected });
  const refuseWrong = (field: string, condition: string, expected: string) =>
    refuseInvalid(
      `${isGiven(field)} and ${condition}`,
      `The execution's input cannot be used: ${field}.`,
      `(${input}.${field} = '' ? '""' : $string(${input}.${field}))`,
      expected,
    );
  const refuseMalformed = (field: string, pattern: RegExp, expected: string) =>
    refuseWrong(field, `$not(${isText(`${input}.${field}`, pattern)})`, toLiteral(expected));
  const members = workflow.table.incremental ? [...MEMBERS, 'exportType'] : MEMBERS;
  const unknown = `$keys(${input})[$not($ in ${toLiteral([...members, STARTED_BY])})]`;
  const started = '$toMillis($states.context.Execution.StartTime)';
  const millis = `(${input}.scheduledTime ? $toMillis(${input}.scheduledTime) : ${started})`;
  // AWS counts the bounds of an incremental export in seconds, and the night's instant is one of tomorrow's.
  const instant = workflow.table.incremental ? `($floor(${millis} / 1000) * 1000)` : millis;
  const exported = `$number($match(${input}.exportArn, ${patternLiteral(/[0-9]{13}(?=-[0-9a-f]{8}$)/)}).match)`;
  const dateOf = (time: string) => localDate(config.timeZone, time);
  const date = (time: string) => jsonata(`${input}.exportDate ? ${input}.exportDate : ${dateOf(time)}`);
  const assign = {
    startedMillis: jsonata(started),
    slots: {},
    recoverySince: jsonata("''"),
    contradictions: 0,
    waitSeconds: config.poll.fixedSeconds ?? config.poll.firstSeconds,
  };
  return {
    checkInput: {
      Type: 'Choice',
      Comment: 'Is the input what it can be, and is there an export already?',
      Choices: [
        refuseInvalid(
          `$not($type(${input}) = 'object')`,
          "The execution's input cannot be used.",
          `$string(${input})`,
          toLiteral('a JSON object'),
        ),
        refuseInvalid(
          `$count(${unknown}) > 0`,
          "The execution's input has members that are not known.",
          `$join(${unknown}, ', ')`,
          toLiteral(`${members.join(', ')}, each of them optional`),
        ),
        ...(workflow.table.incremental
          ? [refuseMalformed('exportType', /^FULL_EXPORT$/, 'FULL_EXPORT, for a night of a full export')]
          : []),
        refuseMalformed('exportDate', DATE, 'a day of the calendar such as 2026-01-31'),
        refuseMalformed('scheduledTime', UTC_TIME, 'a UTC time such as 2026-01-31T19:00:00Z'),
        refuseMalformed(
          'exportManifest',
          MANIFEST_KEY,
          'the key of a manifest-summary.json of the export in exportArn',
        ),
        refuseInvalid(
          `${isGiven('exportManifest')} and $not(${isGiven('exportArn')})`,
          "The execution's input cannot be used: exportManifest without the exportArn that it belongs to.",
          `${input}.exportManifest`,
          toLiteral('exportArn and exportManifest'),
        ),
        refuseMalformed('exportArn', EXPORT_ARN, `${tableArn}/export/01693467621041-039fcf72`),
        ...['exportDate', 'scheduledTime'].map((field) =>
          refuseWrong(field, `${input}.${field} < '${FIRST_YEAR}'`, toLiteral(`a time since ${FIRST_YEAR}`)),
        ),
        refuseWrong(
          'scheduledTime',
          `${instant} > ${started} + ${CLOCK_SKEW_SECONDS * 1000}`,
          `'a time until the start of the execution, ' & $states.context.Execution.StartTime`,
        ),
        refuseWrong(
          'exportDate',
          `${input}.exportDate > ${dateOf(instant)}`,
          `'a date until that of the night, ' & ${dateOf(instant)}`,
        ),
        refuse(
          workflow,
          `${isGiven('exportArn')} and $not($substringBefore(${input}.exportArn, '/export/') = ${toLiteral(tableArn)})`,
          'Export.OtherTable',
          {
            what: toLiteral('The export in the input is one of another table.'),
            found: `${input}.exportArn`,
            expected: toLiteral(`${tableArn}/export/...`),
          },
        ),
        goOnWith(isGiven('exportArn'), 'checkExport', {
          ...assign,
          exportArn: jsonata(`${input}.exportArn`),
          isDated: jsonata(`${isGiven('exportDate')} or ${isGiven('scheduledTime')}`),
          exportDate: date(`(${input}.scheduledTime ? $toMillis(${input}.scheduledTime) : ${exported})`),
        }),
      ],
      Default: 'waitForTime',
      Assign: {
        ...assign,
        isDated: true,
        exportTime: jsonata(`$fromMillis(${instant})`),
        exportDate: date(instant),
      },
    },
  };
}

/** The local date of a UTC time in milliseconds since 2020, as JSONata. */
export function localDate(timeZone: string, time: string): string {
  return `($time := ${time}; $offsets := ${toLiteral(zoneOffsets(timeZone))}; ${charactersOf('$fromMillis($time + $offsets[from <= $time][-1].offset)', 0, 10)})`;
}
