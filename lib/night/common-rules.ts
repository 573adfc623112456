import type { ManifestErrorName } from './manifest-error';
import { END } from './time';
import { toText } from './to-text';

/** Version of a full export's manifest-summary.json. */
export const FULL_EXPORT_VERSION = '2020-06-30';

/** Version of an incremental export's. */
export const INCREMENTAL_EXPORT_VERSION = '2023-08-01';

/** A manifest-summary.json as JSON, without the members that are null. */
export type JudgedManifest = Readonly<Record<string, unknown>>;

/** What a manifest is compared with. What is undefined is not compared. */
export interface ManifestContext {
  readonly tableArn?: string | undefined;
  readonly exportArn?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * One reason to refuse a manifest, written twice: for the workflow in JSONata, with the manifest's members in
 * `$manifest`, and for the laptop in TypeScript. Tests compare both on test/fixtures/manifests.
 */
export interface ManifestRule {
  readonly error: Exclude<ManifestErrorName, `Manifest.Files${string}`>;
  readonly what: string;
  readonly expected: string;
  /** What was expected, in JSONata, where the execution knows it better. @default - `expected` */
  readonly expectedValue?: string;
  /** The condition in JSONata, false for no manifest at all; it never fails. */
  readonly condition: string;
  /** What was found, in JSONata: a text. */
  readonly found: string;
  /** What was found, where the rule refuses the manifest. */
  readonly refuse: (manifest: JudgedManifest, context: ManifestContext) => string | undefined;
}

/** The variable that has the manifest in JSONata. */
export const M = '$manifest';

/** What a manifest-files.json's key ends with. */
export const FILES_KEY = new RegExp(`manifest-files\\.json${END}`);

/** JSONata: whether the manifest has a member. */
export function there(name: string): string {
  return `$exists(${M}.${name})`;
}

/** JSONata: whether a member is a text of a pattern. */
export function isText(name: string, pattern: RegExp): string {
  return `($type(${M}.${name}) = 'string' ? $contains(${M}.${name}, /${pattern.source}/) : false)`;
}

/** JSONata: whether the manifest's itemCount can be one. */
export const IS_COUNT = `($type(${M}.itemCount) = 'number' ? ${M}.itemCount >= 0 and ${M}.itemCount <= ${Number.MAX_SAFE_INTEGER} and $floor(${M}.itemCount) = ${M}.itemCount : false)`;

/** As {@link IS_COUNT}. */
export function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** As {@link isText}. */
export function isTextOf(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/**
 * Whether a manifest is that of an incremental export: by its `exportType`, or, without one, by members that only
 * incremental exports have.
 */
export function isIncremental({ exportType, exportFromTime, version }: JudgedManifest): boolean {
  return (
    exportType === 'INCREMENTAL_EXPORT' ||
    (exportType === undefined && (exportFromTime !== undefined || version === INCREMENTAL_EXPORT_VERSION))
  );
}

/** As {@link isIncremental}, in JSONata. */
export const IS_INCREMENTAL = `${M}.exportType = 'INCREMENTAL_EXPORT' or ($not(${there('exportType')}) and (${there('exportFromTime')} or ${M}.version = '${INCREMENTAL_EXPORT_VERSION}'))`;

/**
 * JSONata of what `$manifest` is made from a parsed text: those of its members that rules look at and that are not null, or
 * no object at all.
 */
export function readJudgedObject(members: readonly string[]): string {
  return `($parsed := $parse($states.result.Body); $type($parsed) = 'object' ? $merge([{}, $sift($parsed, function($v, $k) { $k in ${JSON.stringify(members)} and $not($v = null) })]) : 'no object')`;
}

/** The rules that full and incremental exports have in common, for each to put into its order. */
export interface CommonRules {
  readonly filtered: ManifestRule;
  readonly format: ManifestRule;
  readonly otherTable: ManifestRule;
  readonly otherExport: ManifestRule;
  readonly listOutside: ManifestRule;
  /** @param fields what the manifest must have */
  readonly missing: (fields: readonly string[]) => ManifestRule;
  /** @param expected versions that are known */
  readonly version: (expected: readonly string[]) => ManifestRule;
  /** @param time the member that says of what time the items are at the latest */
  readonly future: (time: string) => ManifestRule;
}

/**
 * @param tableArn JSONata of the ARN of the machine's table
 * @param exportArn JSONata of the ARN of the export that is read
 * @param now JSONata of the time, in milliseconds since 1970
 */
export function commonRules(tableArn: string, exportArn: string, now: string): CommonRules {
  const filesKey = `'/AWSDynamoDB/' & $split(${M}.exportArn, '/')[-1] & '/manifest-files.json'`;
  return {
    filtered: {
      error: 'Export.Filtered',
      what: 'The export has only what a filter let through.',
      expected: 'an export without FilterSpecification',
      condition: there('filterSpecification'),
      found: `$string(${M}.filterSpecification)`,
      refuse: ({ filterSpecification }) =>
        filterSpecification === undefined ? undefined : toText(filterSpecification),
    },
    format: {
      error: 'Manifest.UnsupportedFormat',
      what: 'The export has another format.',
      expected: 'DYNAMODB_JSON',
      condition: `${there('outputFormat')} and $not(${M}.outputFormat = 'DYNAMODB_JSON')`,
      found: `$string(${M}.outputFormat)`,
      refuse: ({ outputFormat }) =>
        outputFormat === undefined || outputFormat === 'DYNAMODB_JSON' ? undefined : toText(outputFormat),
    },
    otherTable: {
      error: 'Manifest.OtherTable',
      what: 'The manifest is that of another table.',
      expected: "the ARN of the night's table",
      expectedValue: tableArn,
      condition: `${there('tableArn')} and $not(${M}.tableArn = ${tableArn})`,
      found: `$string(${M}.tableArn)`,
      refuse: ({ tableArn: found }, { tableArn: wanted }) =>
        found === undefined || wanted === undefined || found === wanted ? undefined : toText(found),
    },
    otherExport: {
      error: 'Manifest.OtherExport',
      what: 'The manifest is that of another export.',
      expected: 'the ARN of the export that was read',
      expectedValue: exportArn,
      condition: `${there('exportArn')} and $not(${M}.exportArn = ${exportArn})`,
      found: `$string(${M}.exportArn)`,
      refuse: ({ exportArn: found }, { exportArn: wanted }) =>
        found === undefined || wanted === undefined || found === wanted ? undefined : toText(found),
    },
    listOutside: {
      error: 'Manifest.Incomplete',
      what: "The manifest names a list of data files outside the export's own folder.",
      expected: 'a key that ends with AWSDynamoDB/<ExportId>/manifest-files.json',
      // what follows the last occurrence is empty: the key ends with it
      condition: `($parts := $split('/' & ${M}.manifestFilesS3Key, ${filesKey}); $not($count($parts) > 1 and $parts[-1] = ''))`,
      found: `${M}.manifestFilesS3Key`,
      refuse: ({ exportArn: arn, manifestFilesS3Key }) => {
        const key = toText(manifestFilesS3Key);
        const folder = `/AWSDynamoDB/${toText(arn).split('/').at(-1) ?? ''}/`;
        return `/${key}`.endsWith(`${folder}manifest-files.json`) ? undefined : key;
      },
    },
    missing: (fields) => ({
      error: 'Manifest.Incomplete',
      what: 'The manifest lacks fields.',
      expected: `fields ${fields.join(', ')}`,
      condition: `$not(${fields.map(there).join(' and ')})`,
      found: `'no ' & $join(${JSON.stringify(fields)}[$not($ in $keys(${M}))], ', ')`,
      refuse: (manifest) => {
        const missing = fields.filter((name) => manifest[name] === undefined);
        return missing.length === 0 ? undefined : `no ${missing.join(', ')}`;
      },
    }),
    version: (expected) => ({
      error: 'Manifest.UnsupportedVersion',
      what: 'The manifest has a version that is not known here.',
      expected: expected.join(' or '),
      condition: `${there('version')} and $not(${expected.map((version) => `${M}.version = '${version}'`).join(' or ')})`,
      found: `$string(${M}.version)`,
      refuse: ({ version }) =>
        version === undefined || expected.some((known) => known === version) ? undefined : toText(version),
    }),
    future: (time) => ({
      error: 'Manifest.FutureTime',
      what: 'The manifest says that its items are those of a time that has not come yet.',
      expected: `an ${time} that has passed`,
      condition: `$toMillis(${M}.${time}) > ${now}`,
      found: `${M}.${time}`,
      refuse: (manifest, { now: present }) =>
        Date.parse(toText(manifest[time])) > present ? toText(manifest[time]) : undefined,
    }),
  };
}
