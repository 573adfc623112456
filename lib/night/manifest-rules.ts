import type { ManifestErrorName } from './manifest-error';
import { END, UTC_TIME } from './time';
import { toText } from './to-text';

/** Version of a full export's manifest-summary.json. */
export const FULL_EXPORT_VERSION = '2020-06-30';
const INCREMENTAL_EXPORT_VERSION = '2023-08-01';
const VERSIONS = [FULL_EXPORT_VERSION, INCREMENTAL_EXPORT_VERSION];

/** What a night cannot do without. AWS writes more, which nothing here needs to be there. */
export const MANIFEST_FIELDS = [
  'version',
  'exportArn',
  'tableArn',
  'exportTime',
  'outputFormat',
  'itemCount',
  'manifestFilesS3Key',
] as const;

/** The members that the rules look at; of those that are null a rule sees nothing. */
export const JUDGED_MEMBERS = [...MANIFEST_FIELDS, 'exportType', 'exportFromTime', 'filterSpecification', 'tableId'];

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
 * One reason why a manifest is refused, said twice: for the workflow in JSONata, with the manifest's members in `$manifest`,
 * and for the laptop in TypeScript. test/fixtures/manifests asks both the same.
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

const FILES_KEY = new RegExp(`manifest-files\\.json${END}`);

/**
 * The rules, in the order in which they are asked: the first that refuses gives the error.
 *
 * @param tableArn JSONata of the ARN of the machine's table
 * @param exportArn JSONata of the ARN of the export that is read
 * @param now JSONata of the time, in milliseconds since 1970
 */
export function manifestRules(tableArn: string, exportArn: string, now: string): readonly ManifestRule[] {
  const m = '$manifest';
  const there = (name: string) => `$exists(${m}.${name})`;
  const isText = (name: string, pattern: RegExp) =>
    `($type(${m}.${name}) = 'string' ? $contains(${m}.${name}, /${pattern.source}/) : false)`;
  const filesKey = `'/AWSDynamoDB/' & $split(${m}.exportArn, '/')[-1] & '/manifest-files.json'`;
  return [
    {
      error: 'Manifest.Incremental',
      what: 'The export is an incremental one.',
      expected: 'FULL_EXPORT',
      condition: `${m}.exportType = 'INCREMENTAL_EXPORT' or ($not(${there('exportType')}) and (${there('exportFromTime')} or ${m}.version = '${INCREMENTAL_EXPORT_VERSION}'))`,
      found: `'INCREMENTAL_EXPORT' & (${there('exportFromTime')} ? ' from ' & $string(${m}.exportFromTime) : '')`,
      refuse: ({ exportType, exportFromTime, version }) =>
        exportType === 'INCREMENTAL_EXPORT' ||
        (exportType === undefined && (exportFromTime !== undefined || version === INCREMENTAL_EXPORT_VERSION))
          ? `INCREMENTAL_EXPORT${exportFromTime === undefined ? '' : ` from ${toText(exportFromTime)}`}`
          : undefined,
    },
    {
      error: 'Manifest.UnsupportedType',
      what: 'The export is of a kind that is not known here.',
      expected: 'exportType FULL_EXPORT, or none',
      condition: `${there('exportType')} and $not(${m}.exportType = 'FULL_EXPORT')`,
      found: `$string(${m}.exportType)`,
      refuse: ({ exportType }) =>
        exportType === undefined || exportType === 'FULL_EXPORT' ? undefined : toText(exportType),
    },
    {
      error: 'Export.Filtered',
      what: 'The export has only what a filter let through.',
      expected: 'an export without FilterSpecification',
      condition: there('filterSpecification'),
      found: `$string(${m}.filterSpecification)`,
      refuse: ({ filterSpecification }) =>
        filterSpecification === undefined ? undefined : toText(filterSpecification),
    },
    {
      error: 'Manifest.UnsupportedFormat',
      what: 'The export has another format.',
      expected: 'DYNAMODB_JSON',
      condition: `${there('outputFormat')} and $not(${m}.outputFormat = 'DYNAMODB_JSON')`,
      found: `$string(${m}.outputFormat)`,
      refuse: ({ outputFormat }) =>
        outputFormat === undefined || outputFormat === 'DYNAMODB_JSON' ? undefined : toText(outputFormat),
    },
    {
      error: 'Manifest.UnsupportedVersion',
      what: 'The manifest has a version that is not known here.',
      expected: VERSIONS.join(' or '),
      condition: `${there('version')} and $not(${VERSIONS.map((version) => `${m}.version = '${version}'`).join(' or ')})`,
      found: `$string(${m}.version)`,
      refuse: ({ version }) =>
        version === undefined || VERSIONS.some((known) => known === version) ? undefined : toText(version),
    },
    {
      error: 'Manifest.OtherTable',
      what: 'The manifest is that of another table.',
      expected: "the ARN of the night's table",
      expectedValue: tableArn,
      condition: `${there('tableArn')} and $not(${m}.tableArn = ${tableArn})`,
      found: `$string(${m}.tableArn)`,
      refuse: ({ tableArn: found }, { tableArn: wanted }) =>
        found === undefined || wanted === undefined || found === wanted ? undefined : toText(found),
    },
    {
      error: 'Manifest.OtherExport',
      what: 'The manifest is that of another export.',
      expected: 'the ARN of the export that was read',
      expectedValue: exportArn,
      condition: `${there('exportArn')} and $not(${m}.exportArn = ${exportArn})`,
      found: `$string(${m}.exportArn)`,
      refuse: ({ exportArn: found }, { exportArn: wanted }) =>
        found === undefined || wanted === undefined || found === wanted ? undefined : toText(found),
    },
    {
      error: 'Manifest.Incomplete',
      what: 'The manifest lacks fields.',
      expected: `fields ${MANIFEST_FIELDS.join(', ')}`,
      condition: `$not(${MANIFEST_FIELDS.map(there).join(' and ')})`,
      found: `'no ' & $join(${JSON.stringify(MANIFEST_FIELDS)}[$not($ in $keys(${m}))], ', ')`,
      refuse: (manifest) => {
        const missing = MANIFEST_FIELDS.filter((name) => manifest[name] === undefined);
        return missing.length === 0 ? undefined : `no ${missing.join(', ')}`;
      },
    },
    {
      error: 'Manifest.Incomplete',
      what: 'The manifest has fields that cannot be used.',
      expected:
        'exportArn, tableArn: texts, itemCount: a whole number, exportTime: a UTC time, manifestFilesS3Key: the key of manifest-files.json',
      condition: `$not($type(${m}.exportArn) = 'string' and $type(${m}.tableArn) = 'string' and ($type(${m}.itemCount) = 'number' ? ${m}.itemCount >= 0 and ${m}.itemCount <= ${Number.MAX_SAFE_INTEGER} and $floor(${m}.itemCount) = ${m}.itemCount : false) and ${isText('exportTime', UTC_TIME)} and ${isText('manifestFilesS3Key', FILES_KEY)})`,
      found: `$string(${m})`,
      refuse: (manifest) => {
        const { exportArn: ofExport, tableArn: ofTable, itemCount, exportTime, manifestFilesS3Key } = manifest;
        const usable =
          typeof ofExport === 'string' &&
          typeof ofTable === 'string' &&
          Number.isSafeInteger(itemCount) &&
          Number(itemCount) >= 0 &&
          isTextOf(exportTime, UTC_TIME) &&
          isTextOf(manifestFilesS3Key, FILES_KEY);
        return usable ? undefined : JSON.stringify(manifest);
      },
    },
    {
      error: 'Manifest.Incomplete',
      what: "The manifest names a list of data files outside the export's own folder.",
      expected: 'a key that ends with AWSDynamoDB/<ExportId>/manifest-files.json',
      // what follows the last occurrence is empty: the key ends with it
      condition: `($parts := $split('/' & ${m}.manifestFilesS3Key, ${filesKey}); $not($count($parts) > 1 and $parts[-1] = ''))`,
      found: `${m}.manifestFilesS3Key`,
      refuse: ({ exportArn: arn, manifestFilesS3Key }) => {
        const key = toText(manifestFilesS3Key);
        const folder = `/AWSDynamoDB/${toText(arn).split('/').at(-1) ?? ''}/`;
        return `/${key}`.endsWith(`${folder}manifest-files.json`) ? undefined : key;
      },
    },
    {
      error: 'Manifest.FutureTime',
      what: 'The manifest says that its items are those of a time that has not come yet.',
      expected: 'an exportTime that has passed',
      condition: `$toMillis(${m}.exportTime) > ${now}`,
      found: `${m}.exportTime`,
      refuse: ({ exportTime }, { now: present }) =>
        Date.parse(toText(exportTime)) > present ? toText(exportTime) : undefined,
    },
  ];
}

/** The condition, in JSONata, that what was parsed is no JSON object. */
export const NOT_AN_OBJECT = `$not($type($manifest) = 'object')`;

/** JSONata of what `$manifest` is made from a parsed text: its judged members that are not null, or no object at all. */
export const JUDGED_OBJECT = `($parsed := $parse($states.result.Body); $type($parsed) = 'object' ? $merge([{}, $sift($parsed, function($v, $k) { $k in ${JSON.stringify(JUDGED_MEMBERS)} and $not($v = null) })]) : 'no object')`;

function isTextOf(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
