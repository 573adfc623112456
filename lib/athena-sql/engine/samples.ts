import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files of one line, for DuckDB to look at when it plans a scan.
 *
 * read_json always reads the first of its files then, though the columns are given: a broken line there fails a query whose
 * partition keys rule that file out, and a first file without any line (an export has one for every empty DynamoDB
 * partition) makes DuckDB read every other file as if it had no such key, silently. So this one is the first, and a
 * predicate on the file name takes it out again. Measured on DuckDB 1.5.6.
 */
export class Samples {
  private readonly paths = new Map<string, string>();

  constructor(private readonly folder: string) {}

  /** The path of a file that holds this line. */
  path(line: string): string {
    const known = this.paths.get(line);
    if (known !== undefined) return known;
    const path = join(this.folder, `sample-${this.paths.size}.json`);
    writeFileSync(path, `${line}\n`);
    this.paths.set(line, path);
    return path;
  }
}
