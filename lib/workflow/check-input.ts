import { goOnWith, isText, jsonata, refuse, value, type States, type Workflow } from './states';
import { charactersOf, patternLiteral } from './text';
import { zoneOffsets } from './time-zone';

const DATE =
  /^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$/;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$/;
const EXPORT_ARN = /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]*:table\/[A-Za-z0-9_.-]+\/export\/[0-9]+-[0-9a-f]+$/;
const MANIFEST_KEY = /^(.+\/)?AWSDynamoDB\/[0-9]+-[0-9a-f]+\/manifest-summary\.json$/;

/**
 * checkInput: `{ scheduledTime?, exportArn?, exportManifest?, exportDate? }`. The night's date is the given one, else the
 * local date of the scheduled time, else that of the given export, else that of the start. With an `exportArn` nothing is
 * exported; `exportManifest` is the key of its manifest-summary.json, for an export that DynamoDB has forgotten.
 */
export function checkInput(workflow: Workflow): States {
  const { config, tableArn } = workflow;
  const input = '$states.input';
  const wrong = (field: string, pattern: RegExp, expected: string) =>
    refuse(workflow, `$exists(${input}.${field}) and $not(${isText(`${input}.${field}`, pattern)})`, 'Input.Invalid', {
      what: value(`The execution's input cannot be used: ${field}.`),
      found: `$string(${input}.${field})`,
      expected: value(expected),
    });
  const started = '$toMillis($states.context.Execution.StartTime)';
  const exported = `$number($match(${input}.exportArn, ${patternLiteral(/[0-9]+(?=-[0-9a-f]+$)/)}).match)`;
  const date = (time: string) =>
    jsonata(`${input}.exportDate ? ${input}.exportDate : (${localDate(config.timeZone, time)})`);
  const assign = {
    startedMillis: jsonata(started),
    slots: {},
    contradictions: 0,
    waitSeconds: config.poll.fixedSeconds ?? config.poll.firstSeconds,
  };
  return {
    checkInput: {
      Type: 'Choice',
      Comment: 'Is the input what it can be, and is there an export already?',
      Choices: [
        wrong('exportDate', DATE, 'a date such as 2026-01-31'),
        wrong('scheduledTime', TIME, 'a UTC time such as 2026-01-31T19:00:00Z'),
        wrong('exportManifest', MANIFEST_KEY, 'the key of a manifest-summary.json of the export in exportArn'),
        refuse(workflow, `$exists(${input}.exportManifest) and $not($exists(${input}.exportArn))`, 'Input.Invalid', {
          what: value("The execution's input cannot be used: exportManifest without the exportArn that it belongs to."),
          found: `${input}.exportManifest`,
          expected: value('exportArn and exportManifest'),
        }),
        wrong('exportArn', EXPORT_ARN, `${tableArn}/export/01693467621041-039fcf72`),
        refuse(
          workflow,
          `$exists(${input}.exportArn) and $not($substringBefore(${input}.exportArn, '/export/') = ${value(tableArn)})`,
          'Export.OtherTable',
          {
            what: value('The export in the input is one of another table.'),
            found: `${input}.exportArn`,
            expected: value(`${tableArn}/export/...`),
          },
        ),
        goOnWith(`$exists(${input}.exportArn)`, 'checkExport', {
          ...assign,
          exportArn: jsonata(`${input}.exportArn`),
          exportDate: date(`${input}.scheduledTime ? $toMillis(${input}.scheduledTime) : ${exported}`),
        }),
      ],
      Default: 'callExport',
      Assign: {
        ...assign,
        exportDate: date(`${input}.scheduledTime ? $toMillis(${input}.scheduledTime) : ${started}`),
      },
    },
  };
}

/** The local date of a UTC time in milliseconds, as JSONata. */
function localDate(timeZone: string, time: string): string {
  return `$time := ${time}; $offsets := ${value(zoneOffsets(timeZone))}; ${charactersOf('$fromMillis($time + $offsets[from <= $time][-1].offset)', 0, 10)}`;
}
