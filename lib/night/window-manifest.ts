import * as z from 'zod';
import { isIncremental } from './common-rules';
import { ManifestError } from './manifest-error';
import { commonMembers } from './manifest-summary';
import { judgeManifest, parseManifestObject, type ManifestExpectation } from './read-manifest';
import { windowManifestRules } from './window-rules';

const windowSchema = z.object({
  ...commonMembers,
  exportFromTime: z.string(),
  exportToTime: z.string(),
  outputView: z.string(),
});

/**
 * manifest-summary.json of an incremental export: the changes of a window of time, `exportFromTime` inclusive,
 * `exportToTime` exclusive, ISO 8601. `itemCount` is the number of records, one for each key that was written.
 */
export type WindowManifest = Readonly<z.infer<typeof windowSchema>>;

/** Their JSONata is not asked here. */
const RULES = windowManifestRules('', '', '');

/**
 * Reads the manifest-summary.json of an incremental export by {@link windowManifestRules}; fields that are not known are
 * ignored.
 *
 * @param text undefined if there is no such file
 * @param file its key or path, for the error
 * @param expectation whose manifest it should be; what it lacks is not compared; without `now` the window may end in the
 *   future, as a night on a virtual clock does
 * @throws ManifestError `Manifest.Missing`, `Manifest.NotJson`, or what a rule says
 */
export function parseWindowManifest(
  text: string | undefined,
  file: string,
  expectation: ManifestExpectation = {},
): WindowManifest {
  return windowSchema.parse(judgeManifest(text, file, RULES, expectation));
}

/** Whether the text of a manifest-summary.json is that of an incremental export, one that is refused too. */
export function isWindowManifest(text: string): boolean {
  try {
    return isIncremental(parseManifestObject(text, ''));
  } catch (error) {
    if (error instanceof ManifestError) return false;
    throw error;
  }
}

/** The manifest as AWS writes it: its order of fields, null for a key or prefix that is not there. */
export function formatWindowManifest(window: WindowManifest): string {
  return JSON.stringify({
    version: window.version,
    exportArn: window.exportArn,
    startTime: window.startTime,
    endTime: window.endTime,
    tableArn: window.tableArn,
    tableId: window.tableId,
    exportFromTime: window.exportFromTime,
    exportToTime: window.exportToTime,
    s3Bucket: window.s3Bucket,
    s3Prefix: window.s3Prefix ?? null,
    s3SseAlgorithm: window.s3SseAlgorithm,
    s3SseKmsKeyId: window.s3SseKmsKeyId ?? null,
    manifestFilesS3Key: window.manifestFilesS3Key,
    billedSizeBytes: window.billedSizeBytes,
    itemCount: window.itemCount,
    outputFormat: window.outputFormat,
    outputView: window.outputView,
    exportType: 'INCREMENTAL_EXPORT',
  });
}
