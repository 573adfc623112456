import { CfnNamedQuery, CfnPreparedStatement } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { glueName, type Table } from '../../lib/config';
import { sqlFor, writeDeployedQuery, type SavedQuery } from '../../lib/sql';

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
      new CfnNamedQuery(this, query.name, {
        name: `${glueName(table.name)}: ${query.title}`,
        description: description(query),
        database: databaseName,
        workGroup: workgroupName,
        queryString: writeDeployedQuery(query, table),
      });
      if (query.parameters.length === 0) continue;
      new CfnPreparedStatement(this, `${query.name}_prepared`, {
        statementName: `${glueName(table.name)}_${query.name}`,
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
  return [description, ...wanted].join(' ').slice(0, 1_024);
}
