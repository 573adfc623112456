import { z } from 'zod';
import { excerpt, ManifestError } from './manifest-error';

/** Version of a full export's manifest-summary.json. */
export const FULL_EXPORT_VERSION = '2020-06-30';
const INCREMENTAL_EXPORT_VERSION = '2023-08-01';
const NEW_EXPORT = 'Export the table again, in full and as DYNAMODB_JSON.';
const DOWNLOAD_AGAIN = 'Restore the file as DynamoDB wrote it, or export the table again.';

const summarySchema = z.object({
  version: z.string(),
  exportArn: z.string(),
  startTime: z.iso.datetime(),
  endTime: z.iso.datetime(),
  tableArn: z.string(),
  tableId: z.string(),
  exportTime: z.iso.datetime(),
  s3Bucket: z.string(),
  s3Prefix: z.string().nullish(),
  s3SseAlgorithm: z.string().nullish(),
  s3SseKmsKeyId: z.string().nullish(),
  manifestFilesS3Key: z.string(),
  billedSizeBytes: z.int().nonnegative(),
  itemCount: z.int().nonnegative(),
  outputFormat: z.string(),
});

/** manifest-summary.json of a full export. Times are ISO 8601 with milliseconds; `itemCount` is of the whole table. */
export type ManifestSummary = Readonly<z.infer<typeof summarySchema>>;

/**
 * Reads manifest-summary.json; fields that are not known are ignored.
 *
 * @param text undefined if there is no such file
 * @param file its key or path, for the error
 * @throws ManifestError `Manifest.Missing`, `.NotJson`, `.Incremental`, `.UnsupportedVersion`, `.UnsupportedFormat`,
 * `.Incomplete`
 */
export function parseManifestSummary(text: string | undefined, file: string): ManifestSummary {
  if (text === undefined) {
    throw new ManifestError('Manifest.Missing', {
      file,
      found: 'no such file',
      expected: 'the manifest summary that a completed export has',
      remedy: 'Wait until the export is COMPLETED, or look at its FailureMessage.',
    });
  }
  const json = parseObject(text, file);
  refuseUnsupported(json, file);
  const summary = summarySchema.safeParse(json);
  if (summary.success) return summary.data;
  throw new ManifestError('Manifest.Incomplete', {
    file,
    found: summary.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    expected: 'all fields of the summary of a full export',
    remedy: DOWNLOAD_AGAIN,
  });
}

/** The summary as AWS writes it: its order of fields, null for a key or prefix that is not there. */
export function formatManifestSummary(summary: ManifestSummary): string {
  return JSON.stringify({
    version: summary.version,
    exportArn: summary.exportArn,
    startTime: summary.startTime,
    endTime: summary.endTime,
    tableArn: summary.tableArn,
    tableId: summary.tableId,
    exportTime: summary.exportTime,
    s3Bucket: summary.s3Bucket,
    s3Prefix: summary.s3Prefix ?? null,
    s3SseAlgorithm: summary.s3SseAlgorithm ?? null,
    s3SseKmsKeyId: summary.s3SseKmsKeyId ?? null,
    manifestFilesS3Key: summary.manifestFilesS3Key,
    billedSizeBytes: summary.billedSizeBytes,
    itemCount: summary.itemCount,
    outputFormat: summary.outputFormat,
  });
}

function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  const problem = { file, found: excerpt(text), expected: 'one JSON object', remedy: DOWNLOAD_AGAIN };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ManifestError('Manifest.NotJson', problem);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ManifestError('Manifest.NotJson', problem);
  }
  return json as Readonly<Record<string, unknown>>;
}

/** Of the version that incremental exports have, only one that calls itself a full export is taken as one. */
function refuseUnsupported(json: Readonly<Record<string, unknown>>, file: string): void {
  const { version, exportType, outputFormat } = json;
  const full = exportType === 'FULL_EXPORT';
  if (exportType === 'INCREMENTAL_EXPORT' || (version === INCREMENTAL_EXPORT_VERSION && !full)) {
    throw new ManifestError('Manifest.Incremental', {
      file,
      found: `an incremental export (version ${String(version)})`,
      expected: 'a full export',
      remedy: NEW_EXPORT,
    });
  }
  if (typeof version === 'string' && version !== FULL_EXPORT_VERSION && version !== INCREMENTAL_EXPORT_VERSION) {
    throw new ManifestError('Manifest.UnsupportedVersion', {
      file,
      found: `version ${version}`,
      expected: `version ${FULL_EXPORT_VERSION}`,
      remedy: 'AWS has changed the format: see whether a newer version of this project reads it.',
    });
  }
  if (typeof outputFormat === 'string' && outputFormat !== 'DYNAMODB_JSON') {
    throw new ManifestError('Manifest.UnsupportedFormat', {
      file,
      found: `outputFormat ${outputFormat}`,
      expected: 'outputFormat DYNAMODB_JSON',
      remedy: NEW_EXPORT,
    });
  }
}
