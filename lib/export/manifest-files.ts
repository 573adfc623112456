import * as z from 'zod';
import { excerpt, ManifestError } from '../night';

const fileSchema = z.object({
  itemCount: z.int().nonnegative(),
  md5Checksum: z.string(),
  etag: z.string().nullish(),
  dataFileS3Key: z.string(),
});

/**
 * One line of manifest-files.json: a data file. `md5Checksum` is of the gzip bytes, in base64. `etag` is that of a
 * multipart upload and ends with `-1`, so it is no md5.
 */
export type ManifestFile = Readonly<z.infer<typeof fileSchema>>;

/** A line of manifest-files.json that says something, with its number from 1. */
export interface ManifestLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of manifest-files.json, blank ones left out. */
export function* manifestFileLines(text: string): Generator<ManifestLine> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end).trim();
    number++;
    start = end + 1;
    if (line !== '') yield { number, text: line };
  }
}

/**
 * Reads one line of manifest-files.json; fields that are not known are ignored.
 *
 * @param file key or path of the manifest, for the error
 * @throws ManifestError `Manifest.FilesNotJson`, `Manifest.FilesIncomplete`
 */
export function parseManifestFile(line: ManifestLine, file: string): ManifestFile {
  const where = { file: `${file}, line ${line.number}`, remedy: 'Restore the file, or export the table again.' };
  const expected = 'a JSON object with itemCount, md5Checksum and dataFileS3Key';
  let json: unknown;
  try {
    json = JSON.parse(line.text);
  } catch {
    throw new ManifestError('Manifest.FilesNotJson', { ...where, expected, found: excerpt(line.text) });
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const found = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; ');
  throw new ManifestError('Manifest.FilesIncomplete', { ...where, expected, found });
}

/**
 * Reads manifest-files.json.
 *
 * @param text undefined if there is no such file
 * @param file its key or path, for the error
 * @throws ManifestError `Manifest.FilesMissing`, `Manifest.FilesNotJson`, `Manifest.FilesIncomplete`
 */
export function parseManifestFiles(text: string | undefined, file: string): ManifestFile[] {
  if (text === undefined) {
    throw new ManifestError('Manifest.FilesMissing', {
      file,
      found: 'no such file',
      expected: 'the list of the data files',
      remedy: 'Restore the file, or export the table again.',
    });
  }
  return Array.from(manifestFileLines(text), (line) => parseManifestFile(line, file));
}

/** The list as AWS writes it: one JSON object a line. */
export function formatManifestFiles(files: Iterable<ManifestFile>): string {
  return Array.from(
    files,
    ({ itemCount, md5Checksum, etag, dataFileS3Key }) =>
      `${JSON.stringify({ itemCount, md5Checksum, etag, dataFileS3Key })}\n`,
  ).join('');
}
