import {
  commonRules,
  FILES_KEY,
  FULL_EXPORT_VERSION,
  INCREMENTAL_EXPORT_VERSION,
  IS_COUNT,
  IS_INCREMENTAL,
  isCount,
  isIncremental,
  isText,
  isTextOf,
  readJudgedObject,
  M,
  there,
  type ManifestRule,
} from './common-rules';
import { UTC_TIME } from './time';
import { toText } from './to-text';

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

/**
 * The rules of a full export, in the order in which they are asked: the first that refuses gives the error.
 *
 * @param tableArn JSONata of the ARN of the machine's table
 * @param exportArn JSONata of the ARN of the export that is read
 * @param now JSONata of the time, in milliseconds since 1970
 */
export function manifestRules(tableArn: string, exportArn: string, now: string): readonly ManifestRule[] {
  const common = commonRules(tableArn, exportArn, now);
  return [
    {
      error: 'Manifest.Incremental',
      what: 'The export is an incremental one.',
      expected: 'FULL_EXPORT',
      condition: IS_INCREMENTAL,
      found: `'INCREMENTAL_EXPORT' & (${there('exportFromTime')} ? ' from ' & $string(${M}.exportFromTime) : '')`,
      refuse: (manifest) =>
        isIncremental(manifest)
          ? `INCREMENTAL_EXPORT${manifest.exportFromTime === undefined ? '' : ` from ${toText(manifest.exportFromTime)}`}`
          : undefined,
    },
    {
      error: 'Manifest.UnsupportedType',
      what: 'The export is of a kind that is not known here.',
      expected: 'exportType FULL_EXPORT, or none',
      condition: `${there('exportType')} and $not(${M}.exportType = 'FULL_EXPORT')`,
      found: `$string(${M}.exportType)`,
      refuse: ({ exportType }) =>
        exportType === undefined || exportType === 'FULL_EXPORT' ? undefined : toText(exportType),
    },
    common.filtered,
    common.format,
    common.version(VERSIONS),
    common.otherTable,
    common.otherExport,
    common.missing(MANIFEST_FIELDS),
    {
      error: 'Manifest.Incomplete',
      what: 'The manifest has fields that cannot be used.',
      expected:
        'exportArn, tableArn: texts, itemCount: a whole number, exportTime: a UTC time, manifestFilesS3Key: the key of manifest-files.json',
      condition: `$not($type(${M}.exportArn) = 'string' and $type(${M}.tableArn) = 'string' and ${IS_COUNT} and ${isText('exportTime', UTC_TIME)} and ${isText('manifestFilesS3Key', FILES_KEY)})`,
      found: `$string(${M})`,
      refuse: (manifest) => {
        const { exportArn: ofExport, tableArn: ofTable, itemCount, exportTime, manifestFilesS3Key } = manifest;
        const usable =
          typeof ofExport === 'string' &&
          typeof ofTable === 'string' &&
          isCount(itemCount) &&
          isTextOf(exportTime, UTC_TIME) &&
          isTextOf(manifestFilesS3Key, FILES_KEY);
        return usable ? undefined : JSON.stringify(manifest);
      },
    },
    common.listOutside,
    common.future('exportTime'),
  ];
}

/** The condition, in JSONata, that what was parsed is no JSON object. */
export const NOT_AN_OBJECT = `$not($type(${M}) = 'object')`;

/** JSONata of what `$manifest` is made from the parsed text of a full export's manifest. */
export const JUDGED_OBJECT = readJudgedObject(JUDGED_MEMBERS);
