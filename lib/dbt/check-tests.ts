import { glueName, resources, type Config, type Table } from '../config';
import { identifier, isFor, newestItems, sqlFor, tableIdentifier, type SavedCheck } from '../sql';
import { withoutJinja } from './jinja';

/** A singular data test of dbt: a query that selects what is wrong. */
export interface CheckTest {
  /** With `.sql`; dbt calls the test by it, and wants no two of one name. */
  readonly fileName: string;
  readonly text: string;
}

/**
 * The checks of the nights as data tests of what is published: the same queries, under the table's name the newest verified
 * night. `error` and `warn` are what they are at night.
 *
 * @param source what models call the source by
 */
export function checkTests(config: Config, source: string, checks: readonly SavedCheck[]): CheckTest[] {
  return config.tables.flatMap((table) =>
    checks
      .filter((check) => isFor(check, table))
      .map((check) => ({
        fileName: `${glueName(table.name)}_${check.name}.sql`,
        text: testOf(config, table, source, check),
      })),
  );
}

function testOf(config: Config, table: Table, source: string, check: SavedCheck): string {
  const { title, description, severity } = check;
  const name = glueName(table.name);
  const lines = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ');
  return `-- ${withoutJinja(lines(title))}: ${withoutJinja(lines(description))}
-- Written by "export-to-athena dbt" from a check of the nights.
{{ config(severity='${severity}') }}
WITH ${identifier(name)} AS (
${nightOf(config, table, source, check.sql)}
)
SELECT * FROM (
${withoutJinja(sqlFor(check, table))}
)
`;
}

/** The items are read only where the check asks for them: the view may have its columns as such. */
function nightOf(config: Config, table: Table, source: string, sql: string): string {
  const names = resources(config, table);
  const from = (name: string) => `{{ source('${source}', '${name}') }}`;
  if (!/\bitem\b/i.test(sql)) return `SELECT * FROM ${from(names.newest)}`;
  const latest = tableIdentifier(names.database, names.latest);
  return withoutJinja(newestItems(table, names)).replace(latest, () => from(names.latest));
}
