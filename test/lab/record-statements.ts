import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './trino-statement';

const FOLDER = join(__dirname, '../fixtures/trino-statements');

/** Of a statement of the fixtures, what is given; all else is recorded. */
interface Asked {
  readonly sql: string;
  /** What the laptop does otherwise, and why. Kept as it is. */
  readonly laptop?: string;
}

/**
 * Asks Trino the statements of test/fixtures/trino-statements, each file's in their order, in a database `scratch` that is
 * empty before, and writes its answers beside them. A new case is a line with its `sql` alone.
 */
export async function recordStatements(trinoPort: number): Promise<void> {
  const session = { catalog: 'awsdatacatalog' };
  for (const name of readdirSync(FOLDER)) {
    const file = join(FOLDER, name);
    const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Asked[];
    await ask(trinoPort, 'DROP SCHEMA IF EXISTS scratch CASCADE', session);
    await ask(trinoPort, 'CREATE SCHEMA scratch', session);
    const lines: string[] = [];
    for (const { sql, laptop } of cases) {
      const { names, types, rows, error } = await ask(trinoPort, sql, session);
      const answer = error ? { error: error.errorName, message: error.message } : { names, types, rows };
      lines.push(`  ${JSON.stringify({ sql, ...answer, ...(laptop !== undefined && { laptop }) })}`);
    }
    writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`);
    console.log(`${name}: ${lines.length} statements`);
  }
}
