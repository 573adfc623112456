import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { didYouMean } from '../../nearest-name';
import { QUERIES, readQueries } from '../../query-files';
import { sqlText } from './sql-text';
import { parseSavedQuery, readDeployedQuery, type SavedQuery } from '../../sql';

/** A statement as it was asked for. */
export interface Statement {
  /** The text, with its lines numbered as in the file that it comes from. */
  readonly sql: string;
  /** Where it is a saved query: its parameters and its table; of one that is deployed, that of each table. */
  readonly saved: readonly SavedQuery[];
}

/**
 * Finds the statement that an argument means: a file, the name of a saved query, `-` for standard input, else the
 * argument is the statement itself. A query that was deployed with the system goes before one of this package.
 *
 * @param listDeployed the texts that were saved with the system; asked for where the argument may be one of their names
 * @throws Error where there is no such file and no such saved query, or a header lacks something
 */
export async function readStatement(
  argument: string,
  readInput: () => string,
  listDeployed: () => Promise<readonly string[]>,
): Promise<Statement> {
  if (argument === '-') return parseStatementFile('standard input', readInput());
  if (existsSync(argument) && statSync(argument).isFile())
    return parseStatementFile(basename(argument, '.sql'), sqlText(readFileSync(argument)));
  const [, name] = /^(?:queries\/)?([\w-]+?)(?:\.sql)?$/.exec(argument.trim()) ?? [];
  if (name === undefined && !/^\S+\.sql$/.test(argument)) return { sql: argument, saved: [] };
  const own = readQueries(QUERIES);
  const isNamed = (query: SavedQuery) => query.name === name;
  const deployed = await readDeployed(listDeployed, own.some(isNamed));
  const saved = [deployed, own].map((queries) => queries.filter(isNamed)).find((queries) => queries.length > 0);
  if (saved) return { sql: saved[0]?.sql ?? '', saved };
  const names = [...new Set([...deployed, ...own].map((query) => query.name))].sort();
  throw new Error(
    `There is no file and no saved query ${argument}.${didYouMean(name ?? argument, names)} Saved queries are ${names.join(', ')}`,
  );
}

/** Those that were deployed. Where they may not be listed, a query of this package is one that can be asked anyway. */
async function readDeployed(list: () => Promise<readonly string[]>, isOptional: boolean): Promise<SavedQuery[]> {
  try {
    return (await list()).flatMap((text) => readDeployedQuery(text) ?? []);
  } catch (error) {
    if (!isOptional) throw error;
    return [];
  }
}

/** A file may have the header of a saved query, or be a statement alone. */
function parseStatementFile(name: string, text: string): Statement {
  if (!/^--\s*title:/m.test(text)) return { sql: text, saved: [] };
  const saved = parseSavedQuery(name, text);
  const lines = text.replaceAll('\r\n', '\n');
  const above = lines.slice(0, lines.indexOf(saved.sql)).split('\n').length - 1;
  return { sql: '\n'.repeat(above) + saved.sql, saved: [saved] };
}
