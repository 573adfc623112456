import {
  commonRules,
  FILES_KEY,
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

/** The ExportViewType with which a window can be verified: each record has the old and the new image. */
export const WINDOW_VIEW = 'NEW_AND_OLD_IMAGES';

/** What a night of changes cannot do without in a window's manifest-summary.json. */
export const WINDOW_FIELDS = [
  'version',
  'exportArn',
  'tableArn',
  'exportFromTime',
  'exportToTime',
  'outputView',
  'outputFormat',
  'itemCount',
  'manifestFilesS3Key',
] as const;

/** The members that the rules look at; of those that are null a rule sees nothing. */
const JUDGED_MEMBERS = [...WINDOW_FIELDS, 'exportType', 'filterSpecification', 'tableId', 'exportTime'];

/**
 * The rules of an incremental export, of one window, in the order in which they are asked: the first that refuses gives
 * the error. Members: AWS, "DynamoDB table export output format".
 *
 * @param tableArn JSONata of the ARN of the machine's table
 * @param exportArn JSONata of the ARN of the export that is read
 * @param now JSONata of the time, in milliseconds since 1970
 */
export function windowManifestRules(tableArn: string, exportArn: string, now: string): readonly ManifestRule[] {
  const common = commonRules(tableArn, exportArn, now);
  return [
    {
      error: 'Manifest.UnsupportedType',
      what: 'The export is of a kind that is not known here.',
      expected: 'exportType INCREMENTAL_EXPORT',
      condition: `${there('exportType')} and $not(${M}.exportType = 'INCREMENTAL_EXPORT' or ${M}.exportType = 'FULL_EXPORT')`,
      found: `$string(${M}.exportType)`,
      refuse: ({ exportType }) =>
        exportType === undefined || exportType === 'INCREMENTAL_EXPORT' || exportType === 'FULL_EXPORT'
          ? undefined
          : toText(exportType),
    },
    {
      error: 'Manifest.NotIncremental',
      what: 'The export is a full one, not the changes of a time.',
      expected: 'INCREMENTAL_EXPORT',
      condition: `$not(${IS_INCREMENTAL})`,
      found: `'FULL_EXPORT' & (${there('exportTime')} ? ' of ' & $string(${M}.exportTime) : '')`,
      refuse: (manifest) =>
        isIncremental(manifest)
          ? undefined
          : `FULL_EXPORT${manifest.exportTime === undefined ? '' : ` of ${toText(manifest.exportTime)}`}`,
    },
    common.filtered,
    {
      error: 'Manifest.NoOldImages',
      what: 'The changes do not say what the items were before, so that nothing made from them can be proven.',
      expected: `outputView ${WINDOW_VIEW}`,
      condition: `${there('outputView')} and $not(${M}.outputView = '${WINDOW_VIEW}')`,
      found: `$string(${M}.outputView)`,
      refuse: ({ outputView }) =>
        outputView === undefined || outputView === WINDOW_VIEW ? undefined : toText(outputView),
    },
    common.format,
    common.version([INCREMENTAL_EXPORT_VERSION]),
    common.otherTable,
    common.otherExport,
    common.missing(WINDOW_FIELDS),
    {
      error: 'Manifest.Incomplete',
      what: 'The manifest has fields that cannot be used.',
      expected:
        'exportArn, tableArn: texts, itemCount: a whole number, exportFromTime, exportToTime: UTC times, manifestFilesS3Key: the key of manifest-files.json',
      condition: `$not($type(${M}.exportArn) = 'string' and $type(${M}.tableArn) = 'string' and ${IS_COUNT} and ${isText('exportFromTime', UTC_TIME)} and ${isText('exportToTime', UTC_TIME)} and ${isText('manifestFilesS3Key', FILES_KEY)})`,
      found: `$string(${M})`,
      refuse: (manifest) => {
        const usable =
          typeof manifest.exportArn === 'string' &&
          typeof manifest.tableArn === 'string' &&
          isCount(manifest.itemCount) &&
          isTextOf(manifest.exportFromTime, UTC_TIME) &&
          isTextOf(manifest.exportToTime, UTC_TIME) &&
          isTextOf(manifest.manifestFilesS3Key, FILES_KEY);
        return usable ? undefined : JSON.stringify(manifest);
      },
    },
    {
      error: 'Manifest.Incomplete',
      what: 'The window ends where it begins, or before.',
      expected: 'an exportToTime later than exportFromTime',
      condition: `$toMillis(${M}.exportToTime) <= $toMillis(${M}.exportFromTime)`,
      found: `${M}.exportFromTime & ' to ' & ${M}.exportToTime`,
      refuse: ({ exportFromTime, exportToTime }) =>
        Date.parse(toText(exportToTime)) <= Date.parse(toText(exportFromTime))
          ? `${toText(exportFromTime)} to ${toText(exportToTime)}`
          : undefined,
    },
    common.listOutside,
    common.future('exportToTime'),
  ];
}

/** JSONata of what `$manifest` is made from the parsed text of a window's manifest. */
export const JUDGED_WINDOW = readJudgedObject(JUDGED_MEMBERS);
