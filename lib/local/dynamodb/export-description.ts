import type { JsonObject } from '../../asl/json';
import type { ExportRequest } from './export-request';

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
  readonly exportTime: number;
  /** Infinity for an export that never ends. */
  readonly endTime: number;
  /** From when on the export is seen to have ended: `endTime`, or always for one that was made elsewhere. */
  readonly endSeenFrom: number;
  /** Undefined for an export that never ends. */
  readonly outcome: ExportOutcome | undefined;
}

/**
 * `ExportDescription` at a point in time, with the fields that recorded exports have in each status: no ItemCount before
 * the end, no ExportManifest for a failed one, no ExportType for a full one.
 */
export function describeExportAt(record: ExportRecord, now: number): JsonObject {
  const { request } = record;
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
    ExportTime: iso(record.exportTime),
    FailureCode: failed?.code,
    FailureMessage: failed?.message,
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
