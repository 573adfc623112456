import * as z from 'zod';
import { ManifestError } from './manifest-error';
import { manifestRules } from './manifest-rules';
import { judgeManifest, parseManifestObject, type ManifestExpectation } from './read-manifest';

/** `undefined` also where it is of another type, as no night needs it. AWS writes null for a key or a prefix that is not there. */
const optionalText = z.string().nullish().catch(undefined);

/** What the rules leave of a manifest, members that full and incremental exports have: those that a night needs are usable. */
export const commonMembers = {
  version: z.string(),
  exportArn: z.string(),
  startTime: optionalText,
  endTime: optionalText,
  tableArn: z.string(),
  tableId: optionalText,
  s3Bucket: optionalText,
  s3Prefix: optionalText,
  s3SseAlgorithm: optionalText,
  s3SseKmsKeyId: optionalText,
  manifestFilesS3Key: z.string(),
  billedSizeBytes: z.number().optional().catch(undefined),
  itemCount: z.number(),
  outputFormat: z.string(),
};

const summarySchema = z.object({ ...commonMembers, exportTime: z.string() });

/**
 * manifest-summary.json of a full export. Times are ISO 8601 with milliseconds; `itemCount` is of the whole table. AWS
 * writes all members; those that no night needs may be absent here.
 */
export type ManifestSummary = Readonly<z.infer<typeof summarySchema>>;

/**
 * Reads the manifest-summary.json of a full export by {@link manifestRules}; fields that are not known are ignored.
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
  expectation: ManifestExpectation = {},
): ManifestSummary {
  return summarySchema.parse(judgeManifest(text, file, RULES, expectation));
}

const TABLE_ARN = /^arn:[\w-]+:dynamodb:[\w-]+:\d+:table\/[\w.-]{3,255}$/;

/** The ARN of the table that the text of a manifest-summary.json names, also where the rules refuse it; undefined if it names none. */
export function tableArnIn(text: string): string | undefined {
  try {
    const { tableArn } = parseManifestObject(text, '');
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
