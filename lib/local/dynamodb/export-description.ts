import type { JsonObject } from '../../asl/json';
import type { ExportRequest } from './export-request';
import type { ExportWindow } from './window-time';

/** How an export ends. */
export type ExportOutcome =
  | {
      readonly status: 'COMPLETED';
      /** Key of manifest-summary.json, prefix included. */
      readonly manifest: string;
      readonly itemCount: number | undefined;
      readonly billedSizeBytes: number | undefined;
    }
  | { readonly status: 'FAILED'; readonly code: string; readonly message: string };

/** An export as the local service knows it. Times in milliseconds since 1970. */
export interface ExportRecord {
  readonly exportArn: string;
  readonly exportId: string;
  readonly tableId: string | undefined;
  readonly request: ExportRequest;
  readonly startTime: number;
  /** When the items were as they are in it; undefined for an incremental export. */
  readonly exportTime: number | undefined;
  /** What an incremental export has the changes of. */
  readonly window: ExportWindow | undefined;
  /** Infinity for an export that never ends. */
  readonly endTime: number;
  /** From when on the export is seen to have ended: `endTime`, or always for one that was made elsewhere. */
  readonly endSeenFrom: number;
  /** Undefined for an export that never ends. */
  readonly outcome: ExportOutcome | undefined;
}

/**
 * `ExportDescription` at a point in time, with the fields that recorded exports have in each status: no ItemCount before
 * the end, no ExportManifest for a failed one, no ExportType for a full one, no ExportTime for an incremental one.
 */
export function describeExportAt(record: ExportRecord, now: number): JsonObject {
  const { request, window } = record;
  const outcome = now >= record.endSeenFrom ? record.outcome : undefined;
  const completed = outcome?.status === 'COMPLETED' ? outcome : undefined;
  const failed = outcome?.status === 'FAILED' ? outcome : undefined;
  const description: JsonObject = {
    BilledSizeBytes: completed?.billedSizeBytes,
    ClientToken: request.ClientToken,
    EndTime: outcome && iso(record.endTime),
    ExportArn: record.exportArn,
    ExportFormat: request.ExportFormat,
    ExportManifest: completed?.manifest,
    ExportStatus: outcome?.status ?? 'IN_PROGRESS',
    ExportTime: record.exportTime === undefined ? undefined : iso(record.exportTime),
    ExportType: window && 'INCREMENTAL_EXPORT',
    FailureCode: failed?.code,
    FailureMessage: failed?.message,
    IncrementalExportSpecification: window && {
      ExportFromTime: iso(window.from),
      ExportToTime: iso(window.to),
      ExportViewType: window.view,
    },
    ItemCount: completed?.itemCount,
    S3Bucket: request.S3Bucket,
    S3BucketOwner: request.S3BucketOwner,
    S3Prefix: request.S3Prefix,
    S3SseAlgorithm: request.S3SseAlgorithm,
    S3SseKmsKeyId: request.S3SseAlgorithm === 'KMS' ? request.S3SseKmsKeyId : undefined,
    StartTime: iso(record.startTime),
    TableArn: request.TableArn,
    TableId: record.tableId,
  };
  return Object.fromEntries(Object.entries(description).filter(([, value]) => value !== undefined));
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
