import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { didYouMean } from '../../nearest-name';
import { QUERIES, readQueries } from '../../query-files';
import { parseSavedQuery, type SavedQuery } from '../../sql';

/** A statement as it was asked for. */
export interface Statement {
  /** The text, with its lines numbered as in the file that it comes from. */
  readonly sql: string;
  /** Where it is a saved query: its parameters, and the table that it is about. */
  readonly saved: SavedQuery | undefined;
}

/**
 * Finds the statement that an argument means: a file, the name of a saved query, `-` for standard input, else the
 * argument is the statement itself.
 *
 * @throws Error where there is no such file and no such saved query, or a header lacks something
 */
export function readStatement(argument: string, readInput: () => string): Statement {
  if (argument === '-') return parseStatementFile('standard input', readInput());
  if (existsSync(argument) && statSync(argument).isFile())
    return parseStatementFile(basename(argument, '.sql'), readFileSync(argument, 'utf8'));
  const [, name] = /^(?:queries\/)?([\w-]+?)(?:\.sql)?$/.exec(argument.trim()) ?? [];
  if (name === undefined && !/^\S+\.sql$/.test(argument)) return { sql: argument, saved: undefined };
  const queries = readQueries(QUERIES);
  const saved = queries.find((query) => query.name === name);
  if (saved) return { sql: saved.sql, saved };
  const names = queries.map((query) => query.name);
  throw new Error(
    `There is no file and no saved query ${argument}.${didYouMean(name ?? argument, names)} Saved queries are ${names.join(', ')}`,
  );
}

/** A file may have the header of a saved query, or be a statement alone. */
function parseStatementFile(name: string, text: string): Statement {
  if (!/^--\s*title:/m.test(text)) return { sql: text, saved: undefined };
  const saved = parseSavedQuery(name, text);
  const lines = text.replaceAll('\r\n', '\n');
  const above = lines.slice(0, lines.indexOf(saved.sql)).split('\n').length - 1;
  return { sql: '\n'.repeat(above) + saved.sql, saved };
}
