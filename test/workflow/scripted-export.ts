import type { Json } from '../../lib/asl';
import { exportLayout } from '../../lib/export';
import { formatManifestSummary, formatWindowManifest } from '../../lib/night';

/** What a test wants an export to be. */
export interface Script {
  /** DynamoDB has forgotten its exports, whose folders are still there. */
  forgotten?: boolean;
  /** Minutes until an export is COMPLETED; Infinity is never. */
  exportMinutes?: number;
  /** Minutes after a time from when on DynamoDB can export its items. */
  availableMinutes?: number;
  /** When point-in-time recovery began, milliseconds since 1970. */
  recoverySince?: number;
  /** Other members of what is said of point-in-time recovery. */
  recovery?: Record<string, Json>;
  /** More members of an export's description. */
  description?: Record<string, Json>;
  /** The table's id, which another table of its name has not. */
  tableId?: string;
  /** FailureCode of an export that FAILED. */
  failureCode?: string;
  /** Turns the summary that DynamoDB wrote into what lies in the bucket; undefined: nothing does. */
  summary?: (text: string) => string | undefined;
  /** Problem rows of the validation. */
  problems?: Record<string, string>[];
  /** Why the validation query fails. */
  queryFails?: string;
  /** The data files have an item less than the manifest says. */
  damaged?: boolean;
  /** A data file was copied over another one with as many items. */
  copied?: boolean;
  /** An item is one that the users' checks select. */
  doubtful?: boolean;
  /** What DynamoDB says of a window, which it refuses. */
  windowRefused?: string;
  /** The items of a full export are others than those that the changes have given. */
  different?: boolean;
}

/** The bounds of an incremental export, milliseconds since 1970. */
export interface ChangeWindow {
  readonly from: number;
  readonly to: number;
}

/** An export as DynamoDB remembers it. */
export interface StartedExport {
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** The time that its items are of. */
  readonly exportTime: number;
  readonly script: Script;
  /** The prefix that it was asked for with. */
  readonly prefix: string;
  /** Of an incremental export. */
  readonly window?: ChangeWindow;
}

/** Of which table exports are, and where they go. */
interface ExportPlace {
  readonly tableArn: string;
  readonly bucket: string;
}

/** What DynamoDB says of an export at a time, milliseconds since 1970. */
export function describeStarted(found: StartedExport, { tableArn, bucket }: ExportPlace, now: number): Json {
  const { exportMinutes = 5, failureCode } = found.script;
  const description = {
    ExportArn: found.arn,
    TableArn: tableArn,
    S3Bucket: bucket,
    ...found.script.description,
  };
  if (now < found.started + exportMinutes * 60_000)
    return { ExportDescription: { ...description, ExportStatus: 'IN_PROGRESS' } };
  if (failureCode !== undefined)
    return {
      ExportDescription: {
        ...description,
        ExportStatus: 'FAILED',
        FailureCode: failureCode,
        FailureMessage: 'It failed',
      },
    };
  const { manifestSummary } = exportLayout(found.prefix, found.arn.split('/').at(-1) ?? '');
  return { ExportDescription: { ...description, ExportStatus: 'COMPLETED', ExportManifest: manifestSummary } };
}

/** The manifest-summary.json of an export. */
export function formatSummary(
  { arn, started, exportTime, script, prefix, window }: StartedExport,
  { tableArn, bucket }: ExportPlace,
): string {
  const time = new Date(started).toISOString();
  const { manifestFiles } = exportLayout(prefix, arn.split('/').at(-1) ?? '');
  const members = {
    exportArn: arn,
    startTime: time,
    endTime: time,
    tableArn,
    tableId: script.tableId ?? 'id',
    s3Bucket: bucket,
    s3Prefix: prefix,
    s3SseAlgorithm: 'AES256',
    s3SseKmsKeyId: null,
    manifestFilesS3Key: manifestFiles,
    billedSizeBytes: 0,
    itemCount: 3,
    outputFormat: 'DYNAMODB_JSON',
  };
  return window
    ? formatWindowManifest({
        ...members,
        version: '2023-08-01',
        exportFromTime: new Date(window.from).toISOString(),
        exportToTime: new Date(window.to).toISOString(),
        outputView: 'NEW_AND_OLD_IMAGES',
      })
    : formatManifestSummary({
        ...members,
        version: '2020-06-30',
        exportTime: new Date(exportTime).toISOString(),
      });
}
