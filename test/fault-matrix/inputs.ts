import type { Json, JsonObject } from '../../lib/asl';
import type { ErrorName } from '../../lib/workflow';
import type { World } from './world';

/** A value of a member of the input; undefined leaves the member out. */
interface Value {
  readonly name: string;
  readonly of: (given: Given) => Json | undefined;
}

/** What the values refer to: exports that were there before, and where one of them lies. */
export interface Given {
  readonly exportArn: string;
  readonly forgottenArn: string;
  readonly forgottenManifest: string;
  readonly otherTableArn: string;
}

const constant = (value: Json): Value => ({ name: JSON.stringify(value), of: () => value });
const ABSENT: Value = { name: 'absent', of: () => undefined };

/** When the executions start: in the night of 2026-01-31 in Tokyo. */
export const NOW = Date.parse('2026-01-30T19:10:00Z');

const UNKNOWN_ID = '01769000000000-00000000';

/** Values that a member can have, by whether they are used or refused depending on the other members. */
export const WELL_FORMED = {
  scheduledTime: [
    ABSENT,
    ...['2026-01-30T19:00:00Z', '2026-01-30T19:10:30.5Z', '2026-01-29T14:59:59Z', '2025-11-01T19:00:00Z'].map(constant),
  ],
  exportDate: [ABSENT, ...['2026-01-31', '2026-01-30', '2024-02-29', '2026-02-01'].map(constant)],
  exportArn: [
    ABSENT,
    { name: 'an export', of: (given) => given.exportArn },
    { name: 'one that DynamoDB has forgotten', of: (given) => given.forgottenArn },
    { name: 'none', of: ({ exportArn }) => exportArn.replace(/[^/]+$/, UNKNOWN_ID) },
    { name: 'one of another table', of: (given) => given.otherTableArn },
  ],
  exportManifest: [
    ABSENT,
    { name: 'that of the forgotten export', of: (given) => given.forgottenManifest },
    constant(`elsewhere/AWSDynamoDB/${UNKNOWN_ID}/manifest-summary.json`),
  ],
} as const satisfies Record<string, readonly Value[]>;

const NO_TEXTS = [null, 0, true, [], {}, ['2026-01-31']].map(constant);

/** Values that are refused whatever the other members have. */
export const MALFORMED: Readonly<Record<keyof typeof WELL_FORMED, readonly Value[]>> = {
  scheduledTime: [
    ...NO_TEXTS,
    ...['', '2026-01-30', '2026-01-30T19:00:00', '2026-01-30T19:00:00+09:00', '2026-01-30t19:00:00z'].map(constant),
    ...['2026-01-30T19:00:60Z', '2026-01-30T24:00:00Z', '2026-02-29T00:00:00Z', ' 2026-01-30T19:00:00Z'].map(constant),
    ...['2026-01-30T19:00:00Z\n', '2019-12-31T23:59:59Z', '2026-01-30T19:12:00Z', '9999-12-31T23:59:59Z'].map(constant),
  ],
  exportDate: [
    ...NO_TEXTS,
    ...['', '2026-1-31', '2026-02-29', '2026-00-10', '2026-01-31\n', '2026-01-31T00:00:00Z', '2019-12-31'].map(
      constant,
    ),
    ...['２０２６-01-31', "2026-01-31' OR 1=1", '2026/01/31', '2062-01-31', '9999-12-31', '2026-01-3🍣'].map(constant),
  ],
  exportArn: [
    ...NO_TEXTS,
    ...['', 'x', UNKNOWN_ID, `arn:aws:s3:::bucket/${UNKNOWN_ID}`].map(constant),
    { name: 'with a newline at its end', of: ({ exportArn }) => `${exportArn}\n` },
    { name: 'without the id', of: ({ exportArn }) => exportArn.replace(/[^/]+$/, '') },
    { name: 'the manifest', of: (given) => given.forgottenManifest },
  ],
  exportManifest: [
    ...NO_TEXTS,
    ...['', 'manifest-summary.json', `AWSDynamoDB/${UNKNOWN_ID}/manifest-files.json`].map(constant),
    { name: 'with a newline at its end', of: (given) => `${given.forgottenManifest}\n` },
    { name: 'as a location', of: (given) => `s3://bucket/${given.forgottenManifest}/` },
  ],
};

/** Values of all members that go together to an input. */
export interface Case {
  readonly name: string;
  readonly input: (given: Given) => JsonObject;
  /** A member is refused whatever the others have. */
  readonly malformed: boolean;
}

/** Every combination of well-formed values, and every malformed one alone, and beside members that would be used. */
export function inputCases(): Case[] {
  const { scheduledTime, exportDate, exportArn, exportManifest } = WELL_FORMED;
  const combined = scheduledTime.flatMap((time) =>
    exportDate.flatMap((date) =>
      exportArn.flatMap((arn) =>
        exportManifest.map((manifest) =>
          caseOf({ scheduledTime: time, exportDate: date, exportArn: arn, exportManifest: manifest }, false),
        ),
      ),
    ),
  );
  const used = Object.fromEntries(Object.entries(WELL_FORMED).map(([member, [, first]]) => [member, first]));
  const refused = Object.entries(MALFORMED).flatMap(([member, values]) =>
    values.flatMap((value) => [caseOf({ [member]: value }, true), caseOf({ ...used, [member]: value }, true)]),
  );
  return [...combined, ...refused];
}

function caseOf(values: Readonly<Record<string, Value | undefined>>, malformed: boolean): Case {
  const members = Object.entries(values);
  return {
    name: members.map(([member, value]) => `${member} ${value?.name ?? 'absent'}`).join(', '),
    input: (given) => {
      const found = members.map(([member, value]) => [member, value?.of(given)] as const);
      return Object.fromEntries(found.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
    },
    malformed,
  };
}

/** How an execution ends by the rules that docs give, told anew: by dates of the calendar, without the workflow's code. */
export function endByRules(input: JsonObject, malformed: boolean, given: Given): 'SUCCEEDED' | ErrorName {
  if (malformed) return 'Input.Invalid';
  const { scheduledTime, exportDate, exportArn, exportManifest } = input as Readonly<
    Record<string, string | undefined>
  >;
  const time = scheduledTime === undefined ? NOW : Date.parse(scheduledTime);
  const isAhead = exportDate !== undefined && exportDate > localDate(time);
  if (isAhead || (exportManifest !== undefined && exportArn === undefined)) return 'Input.Invalid';
  if (exportArn === undefined) return time < NOW - 35 * 86_400_000 ? 'Export.TimeNotAvailable' : 'SUCCEEDED';
  if (exportArn === given.otherTableArn) return 'Export.OtherTable';
  if (exportArn !== given.exportArn) {
    if (exportManifest !== undefined && exportManifest !== given.forgottenManifest) return 'Export.OtherPrefix';
    if (exportArn !== given.forgottenArn)
      return exportManifest === undefined ? 'Export.NotFound' : 'Manifest.OtherExport';
  }
  const date = exportDate ?? (scheduledTime === undefined ? undefined : localDate(time));
  return date !== undefined && date > ITEMS_DATE ? 'Export.OlderThanDate' : 'SUCCEEDED';
}

/** The local date of the items of the exports that were there before. */
const ITEMS_DATE = '2026-01-30';

function localDate(time: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(time);
}

/** The exports that the values refer to, made in the night before. */
export function makeGiven(world: World): Given {
  const exportArn = world.exportByHand();
  const { script } = world;
  world.script = { ...script, forgotten: true };
  const forgottenArn = world.exportByHand();
  world.script = script;
  const id = forgottenArn.split('/').at(-1) ?? '';
  const forgottenManifest = [...world.objects.keys()].find((key) => key.endsWith(`${id}/manifest-summary.json`)) ?? '';
  return { exportArn, forgottenArn, forgottenManifest, otherTableArn: exportArn.replace(':table/', ':table/other-') };
}
