import { z } from 'zod';
import { excerpt, ManifestError, type ManifestErrorName } from './manifest-error';
import { manifestRules, type JudgedManifest, type ManifestContext } from './manifest-rules';

const NEW_EXPORT = 'Export the table again, in full, without a filter and as DYNAMODB_JSON.';
const DOWNLOAD_AGAIN = 'Restore the file as DynamoDB wrote it, or export the table again.';
const NEWER_RELEASE = 'AWS has changed the format: see whether a newer version of this project reads it.';

const REMEDIES: Partial<Record<ManifestErrorName, string>> = {
  'Manifest.Incremental': NEW_EXPORT,
  'Manifest.UnsupportedFormat': NEW_EXPORT,
  'Export.Filtered': NEW_EXPORT,
  'Manifest.UnsupportedType': NEWER_RELEASE,
  'Manifest.UnsupportedVersion': NEWER_RELEASE,
};

/** `undefined` also where it is of another type, as no night needs it. AWS writes null for a key or a prefix that is not there. */
const optionalText = z.string().nullish().catch(undefined);

/** What the rules leave: the fields that a night needs are usable; the others are taken where they are. */
const summarySchema = z.object({
  version: z.string(),
  exportArn: z.string(),
  startTime: optionalText,
  endTime: optionalText,
  tableArn: z.string(),
  tableId: optionalText,
  exportTime: z.string(),
  s3Bucket: optionalText,
  s3Prefix: optionalText,
  s3SseAlgorithm: optionalText,
  s3SseKmsKeyId: optionalText,
  manifestFilesS3Key: z.string(),
  billedSizeBytes: z.number().optional().catch(undefined),
  itemCount: z.number(),
  outputFormat: z.string(),
});

/**
 * manifest-summary.json of a full export. Times are ISO 8601 with milliseconds; `itemCount` is of the whole table. AWS
 * writes all members; those that no night needs may be absent here.
 */
export type ManifestSummary = Readonly<z.infer<typeof summarySchema>>;

/** What to compare a manifest with. */
export type ManifestExpectation = Partial<ManifestContext>;

/**
 * Reads manifest-summary.json by {@link manifestRules}; fields that are not known are ignored.
 *
 * @param text undefined if there is no such file
 * @param file its key or path, for the error
 * @param expectation whose manifest it should be; what it lacks is not compared; without `now` an
 *   exportTime may be in the future, as a night on a virtual clock is
 * @throws ManifestError `Manifest.Missing`, `Manifest.NotJson`, or what a rule says
 */
export function parseManifestSummary(
  text: string | undefined,
  file: string,
  { tableArn, exportArn, now = Infinity }: ManifestExpectation = {},
): ManifestSummary {
  if (text === undefined) {
    throw new ManifestError('Manifest.Missing', {
      file,
      found: 'no such file',
      expected: 'the manifest summary that a completed export has',
      remedy: 'Wait until the export is COMPLETED, or look at its FailureMessage.',
    });
  }
  const json = parseObject(text, file);
  for (const { error, expected, refuse } of RULES) {
    const found = refuse(json, { tableArn, exportArn, now });
    if (found !== undefined)
      throw new ManifestError(error, { file, found, expected, remedy: REMEDIES[error] ?? DOWNLOAD_AGAIN });
  }
  return summarySchema.parse(json);
}

const TABLE_ARN = /^arn:[\w-]+:dynamodb:[\w-]+:\d+:table\/[\w.-]{3,255}$/;

/** The ARN of the table that the text of a manifest-summary.json names, also where the rules refuse it; undefined if it names none. */
export function tableArnIn(text: string): string | undefined {
  try {
    const { tableArn } = parseObject(text, '');
    return typeof tableArn === 'string' && TABLE_ARN.test(tableArn) ? tableArn : undefined;
  } catch (error) {
    if (error instanceof ManifestError) return undefined;
    throw error;
  }
}

/** Their JSONata is not asked here. */
const RULES = manifestRules('', '', '');

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

function parseObject(text: string, file: string): JudgedManifest {
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
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}
