import { LONGEST_LINE } from './longest-line';
import { AthenaError, RefusedError, type AthenaErrorCode } from '../dialect';
import type { AbsoluteFolder } from './absolute-folder';
import { EMPTY_PART } from './empty-part';
import { MEMORY_VARIABLE } from './memory';

/** DuckDB's words, and Athena's class for them. The first that fits counts. */
const CLASSES: readonly (readonly [RegExp, AthenaErrorCode])[] = [
  // Trino 476 fails so for an integer, by Java's own exception
  [/Overflow in division of -2147483648 /, 'GENERIC_INTERNAL_ERROR'],
  [/Division by zero/i, 'DIVISION_BY_ZERO'],
  [/More than one row returned by a subquery/i, 'SUBQUERY_MULTIPLE_ROWS'],
  [/Out of Range Error|Overflow|out of range/i, 'NUMERIC_VALUE_OUT_OF_RANGE'],
  [/Could not convert|Conversion Error|Could not cast/i, 'INVALID_CAST_ARGUMENT'],
  [/Map keys must be unique|Map keys can not be NULL/i, 'INVALID_FUNCTION_ARGUMENT'],
];

/** DuckDB's words where the memory, or the disk for what does not fit in it, is at its end: `(51.3 MiB/57.2 MiB used)`. */
const OUT_OF_MEMORY = /^Out of Memory Error: ([\s\S]*?\/([^()]*) used\))/;

/** Whether DuckDB failed for want of memory. */
export function isOutOfMemory(error: unknown): boolean {
  return OUT_OF_MEMORY.test(error instanceof Error || hasMessage(error) ? error.message : String(error));
}

/** DuckDB's words where a line is longer than LONGEST_LINE: those of read_json, and of read_csv, which gives the line as well. */
const LONG_LINE =
  /"maximum_object_size" of \d+ bytes exceeded while reading file "([^"]*)"|Maximum line size of \d+ bytes exceeded[^]*?\n {2}file = ([^\n]*)/;

/**
 * A failure of DuckDB as Athena would name it. What has no class is GENERIC_INTERNAL_ERROR, with DuckDB's own words.
 *
 * @param root the folder of the buckets: a file of it is named as the object that it is, which is where it was read and
 * stays so when the folder is renamed
 */
export function athenaFailure(error: unknown, root: AbsoluteFolder): Error {
  const whole = error instanceof Error || hasMessage(error) ? error.message : String(error);
  const message = nameObjects(whole.split('\n\nLINE ')[0] ?? whole, root);
  const refused = /REFUSED: ([\s\S]*)$/.exec(message);
  if (refused !== null) return new RefusedError(refused[1] ?? '');
  // thrown by the runtime's functions, with their class in front
  const own = /^(?:Invalid Input Error: )?([A-Z][A-Z_]{5,}): ([\s\S]*)$/.exec(message);
  if (own !== null) return new AthenaError(own[1] as AthenaErrorCode, own[2] ?? '', { cause: error });
  const [, what, limit] = OUT_OF_MEMORY.exec(message) ?? [];
  if (what !== undefined && limit !== undefined)
    return new AthenaError('EXCEEDED_LOCAL_MEMORY_LIMIT', memoryText(what, limit), { cause: error });
  const long = LONG_LINE.exec(message);
  if (long !== null)
    return new AthenaError('EXCEEDED_LOCAL_LINE_LIMIT', longLineText(long[1] ?? long[2] ?? ''), { cause: error });
  if (message.includes('Invalid unicode')) {
    const [, file] = /\n {2}file = ([^\n]*)/.exec(message) ?? [];
    return new RefusedError(`a line${file === undefined ? '' : ` of ${file}`} that is no UTF-8`);
  }
  const malformed =
    /(?:Malformed JSON|JSON transform error) in file "([^"]*)",(?: at byte \d+)? in line (\d+): ([^\n]*)/.exec(message);
  if (malformed !== null) {
    const [, file = '', line = '', what = ''] = malformed;
    return new AthenaError(
      'HIVE_CURSOR_ERROR',
      `Row is not a valid JSON Object - JSONException: ${what.trim()} at line ${line} [${file}]`,
      { cause: error },
    );
  }
  const unopened = /Cannot open file "([^"]*)": ([^\n]*)/.exec(message);
  if (unopened !== null) {
    const [, file = '', why = ''] = unopened;
    const remedy = why.includes('Permission') ? '. Let this user read it, below the folder of the nights' : '';
    return new AthenaError('HIVE_CANNOT_OPEN_SPLIT', `Error opening ${file}: ${why}${remedy}`, { cause: error });
  }
  const noParquet = /No magic bytes found at (?:start|end) of file '([^']*)'/.exec(message);
  if (noParquet !== null)
    return new AthenaError('HIVE_BAD_DATA', `${noParquet[1] ?? ''} is no Parquet file, or not a whole one`, {
      cause: error,
    });
  const code = CLASSES.find(([pattern]) => pattern.test(message))?.[1] ?? 'GENERIC_INTERNAL_ERROR';
  return new AthenaError(code, message.replace(/^[A-Za-z ]+ Error: /, ''), { cause: error });
}

/**
 * A failure of DuckDB while it wrote a file, as {@link athenaFailure}; one of the file itself says why and what to do.
 *
 * @param file as DuckDB was given it
 */
export function writeFailure(error: unknown, file: string, root: AbsoluteFolder): Error {
  const whole = error instanceof Error || hasMessage(error) ? error.message : String(error);
  if (!whole.includes(file)) return athenaFailure(error, root);
  const why = /": ([^\n]*)/.exec(whole)?.[1] ?? whole;
  const [, remedy = 'Give the nights another folder'] = WRITE_REMEDIES.find(([words]) => words.test(why)) ?? [];
  return new AthenaError('GENERIC_INTERNAL_ERROR', `No file can be written in ${root}: ${why}. ${remedy}`, {
    cause: error,
  });
}

const WRITE_REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/No space|quota/i, 'Make room on its disk'],
  [/Permission|not permitted/i, "Let this user write there, or give a folder of nights that is this user's own"],
  [/Read-only/i, 'Its file system is read-only: give a copy of the folder of the nights'],
];

/** A text with the files below the root as objects, `s3://bucket/key`. */
function nameObjects(text: string, root: AbsoluteFolder): string {
  const [first = '', ...rest] = text.split(`${root}/`);
  return [first, ...rest.map((part) => `s3://${part.replaceAll(`${EMPTY_PART}/`, '/')}`)].join('');
}

function longLineText(file: string): string {
  return `A line of ${file} has more than ${LONGEST_LINE} bytes: no item is that long, so the file is none of DynamoDB's`;
}

function memoryText(what: string, limit: string): string {
  const most = `set ${MEMORY_VARIABLE} in the environment to more, such as ${MEMORY_VARIABLE}=8GB`;
  return what.includes('offload')
    ? `The query needs more memory than it may take, and there is no room on the disk for the rest (${limit} of it are written). Make room on the disk of the folder, or ${most}`
    : `The query needs more than the ${limit} of memory that it may take on this machine. Close other programs, or ${most}`;
}

/** Whether a scan failed at a line, which Trino may read all the same. */
export function isLineFailure(error: unknown): boolean {
  if (!(error instanceof AthenaError)) return false;
  return error.code === 'HIVE_CURSOR_ERROR' || error.detail.includes('Map keys must be unique');
}

/** Whether a scan failed at what a scan of whole, checked lines meets too. */
export function isCertainFailure(error: unknown): boolean {
  return error instanceof AthenaError && error.code === 'EXCEEDED_LOCAL_LINE_LIMIT';
}

/** An error that was made outside of this realm is no instance of its Error. */
const hasMessage = (error: unknown): error is { readonly message: string } =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
