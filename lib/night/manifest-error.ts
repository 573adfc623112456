/** What can be wrong with a manifest, under names that stay as they are. */
export type ManifestErrorName =
  | 'Manifest.Missing'
  | 'Manifest.NotJson'
  | 'Manifest.Incomplete'
  | 'Manifest.Incremental'
  | 'Manifest.NotIncremental'
  | 'Manifest.NoOldImages'
  | 'Manifest.UnsupportedVersion'
  | 'Manifest.UnsupportedFormat'
  | 'Manifest.UnsupportedType'
  | 'Manifest.OtherTable'
  | 'Manifest.OtherExport'
  | 'Manifest.FutureTime'
  | 'Export.Filtered'
  | 'Manifest.FilesMissing'
  | 'Manifest.FilesNotJson'
  | 'Manifest.FilesIncomplete';

/** What is known about a manifest that cannot be used. */
export interface ManifestProblem {
  /** Key or path of the manifest. */
  readonly file: string;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/** A manifest that cannot be used. */
export class ManifestError extends Error implements ManifestProblem {
  override readonly name: ManifestErrorName;
  readonly file: string;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;

  constructor(name: ManifestErrorName, problem: ManifestProblem) {
    super(`${problem.file}: expected ${problem.expected}, found ${problem.found}. ${problem.remedy}`);
    this.name = name;
    this.file = problem.file;
    this.found = problem.found;
    this.expected = problem.expected;
    this.remedy = problem.remedy;
  }
}

/** Text for an error message: one line, cut where it gets long. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return 'an empty text';
  return line.length > 80 ? `${line.slice(0, 80)}...` : line;
}
