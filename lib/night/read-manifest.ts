import type { JudgedManifest, ManifestContext, ManifestRule } from './common-rules';
import { excerpt, ManifestError, type ManifestErrorName } from './manifest-error';

const NEW_EXPORT = 'Export the table again, in full, without a filter and as DYNAMODB_JSON.';
const DOWNLOAD_AGAIN = 'Restore the file as DynamoDB wrote it, or export the table again.';
const NEWER_RELEASE = 'AWS has changed the format: see whether a newer version of this project reads it.';

const REMEDIES: Partial<Record<ManifestErrorName, string>> = {
  'Manifest.Incremental': NEW_EXPORT,
  'Manifest.NotIncremental': 'Give the export of a window: ExportType INCREMENTAL_EXPORT.',
  'Manifest.NoOldImages': 'Export the window again with ExportViewType NEW_AND_OLD_IMAGES, or the whole table.',
  'Manifest.UnsupportedFormat': NEW_EXPORT,
  'Export.Filtered': NEW_EXPORT,
  'Manifest.UnsupportedType': NEWER_RELEASE,
  'Manifest.UnsupportedVersion': NEWER_RELEASE,
};

/** What to compare a manifest with. */
export type ManifestExpectation = Partial<ManifestContext>;

/**
 * Judges the text of a manifest-summary.json by rules.
 *
 * @param text undefined if there is no such file
 * @param file its key or path, for the error
 * @returns its members that are not null
 * @throws ManifestError `Manifest.Missing`, `Manifest.NotJson`, or what a rule says
 */
export function judgeManifest(
  text: string | undefined,
  file: string,
  rules: readonly ManifestRule[],
  { tableArn, exportArn, now = Infinity }: ManifestExpectation,
): JudgedManifest {
  if (text === undefined) {
    throw new ManifestError('Manifest.Missing', {
      file,
      found: 'no such file',
      expected: 'the manifest summary that a completed export has',
      remedy: 'Wait until the export is COMPLETED, or look at its FailureMessage.',
    });
  }
  const json = parseManifestObject(text, file);
  for (const { error, expected, refuse } of rules) {
    const found = refuse(json, { tableArn, exportArn, now });
    if (found !== undefined)
      throw new ManifestError(error, { file, found, expected, remedy: REMEDIES[error] ?? DOWNLOAD_AGAIN });
  }
  return json;
}

/**
 * The members of a manifest that are not null.
 *
 * @throws ManifestError `Manifest.NotJson`
 */
export function parseManifestObject(text: string, file: string): JudgedManifest {
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
