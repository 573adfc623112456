import { Annotations } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnPreparedStatement } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { RefusedError, SqlSyntaxError } from '../../lib/athena-sql/errors';
import { parseStatement } from '../../lib/athena-sql/syntax/statement';
import { glueName, type Table } from '../../lib/config';
import { sqlFor, writeDeployedQuery, type SavedQuery } from '../../lib/sql';
import { refuse } from './refuse';

/** Properties of {@link SavedQueries}. */
export interface SavedQueriesProps {
  readonly queries: readonly SavedQuery[];
  /** The table that they ask. */
  readonly table: Table;
  readonly databaseName: string;
  readonly workgroupName: string;
}

/** The saved queries of a table, as the Athena console lists them; those with parameters also as prepared statements. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { queries, table, databaseName, workgroupName }: SavedQueriesProps) {
    super(scope, id);
    for (const query of queries) {
      refuseQuery(this, query, table);
      warnOfStatement(this, query, table);
      new CfnNamedQuery(this, query.name, {
        name: nameFor(table, query.title),
        description: description(query),
        database: databaseName,
        workGroup: workgroupName,
        queryString: writeDeployedQuery(query, table),
      });
      if (query.parameters.length === 0) continue;
      new CfnPreparedStatement(this, `${query.name}_prepared`, {
        statementName: namePrepared(query, table),
        description: description(query),
        workGroup: workgroupName,
        queryStatement: sqlFor(query, table),
      });
    }
  }
}

/** What it answers, and what each of its question marks stands for. */
function description({ description, parameters }: SavedQuery): string {
  const wanted = parameters.map(
    ({ name, example, description }, index) => `Parameter ${index + 1}, ${name}: ${description} (such as ${example}).`,
  );
  // not between the two halves of a character
  return [description, ...wanted]
    .join(' ')
    .slice(0, 1_024)
    .replace(/[\uD800-\uDBFF]$/, '');
}

/** What Athena takes of a query (its API: CreateNamedQuery, CreatePreparedStatement). */
const MAX_NAME = 128;
const MAX_STATEMENT_BYTES = 262_144;
const PREPARED_NAME = /^[A-Za-z_][A-Za-z0-9_@:]{1,256}$/;

/** Refuses a query that Athena would refuse when it is deployed, or that could not be asked by its name then. */
function refuseQuery(scope: Construct, query: SavedQuery, table: Table): void {
  const { name, title, parameters } = query;
  const wrong = (problem: string) => refuse(scope, `the saved query ${name}.sql: ${problem}`);
  const longest = MAX_NAME - nameFor(table, '').length;
  if (title.length > longest)
    wrong(`its title has ${title.length} characters, Athena takes ${longest} beside the table's name; shorten it`);
  if (!/^[\w-]+$/.test(name)) wrong('it is asked by the name of its file; give that one of letters, digits, _ and -');
  if (parameters.length > 0 && !PREPARED_NAME.test(namePrepared(query, table)))
    wrong(
      'with parameters it is a prepared statement, whose name Athena takes with letters, digits and _; rename the file',
    );
  const bytes = Buffer.byteLength(writeDeployedQuery(query, table));
  if (bytes > MAX_STATEMENT_BYTES) wrong(`it has ${bytes} bytes, Athena takes ${MAX_STATEMENT_BYTES}; shorten it`);
}

/**
 * Warns of a statement that Athena could not run, which is known only when it is asked. One that the laptop does not answer is
 * left for Athena to judge.
 */
function warnOfStatement(scope: Construct, query: SavedQuery, table: Table): void {
  const warn = (problem: string) => {
    Annotations.of(scope).addWarningV2('export-to-athena:saved-query', `The saved query ${query.name}.sql: ${problem}`);
  };
  const told = query.parameters.length;
  try {
    const { parameters } = parseStatement(sqlFor(query, table));
    if (parameters !== told) warn(`it asks for ${parameters} values, and its header has ${told} of "-- parameter:"`);
  } catch (error) {
    if (error instanceof SqlSyntaxError) warn(error.message);
    else if (!(error instanceof RefusedError)) throw error;
  }
}

function nameFor({ name }: Table, title: string): string {
  return `${glueName(name)}: ${title}`;
}

function namePrepared({ name }: SavedQuery, table: Table): string {
  return `${glueName(table.name)}_${name}`;
}
