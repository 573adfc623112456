import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './trino-statement';

const FOLDER = join(__dirname, '../fixtures/trino-answers');

/** A statement; with what Trino answered, or the name of its error. */
interface Recorded {
  readonly sql: string;
  readonly types?: readonly string[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly error?: string;
  /** What a test of the laptop is told: that it refuses the statement. Kept as it is. */
  readonly refused?: boolean;
}

/**
 * Asks Trino every statement of test/fixtures/trino-answers, and writes its answers beside them. A new case is a line with
 * its `sql` alone.
 */
export async function recordAnswers(trinoPort: number): Promise<void> {
  for (const name of readdirSync(FOLDER)) {
    const file = join(FOLDER, name);
    const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[];
    const lines: string[] = [];
    for (const { sql, refused } of cases)
      lines.push(`  ${JSON.stringify({ ...(await record(trinoPort, sql)), ...(refused && { refused }) })}`);
    writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`);
    console.log(`${name}: ${lines.length} answers`);
  }
}

async function record(trinoPort: number, sql: string): Promise<Recorded> {
  const { types, rows, error } = await ask(trinoPort, sql);
  return error ? { sql, error: error.errorName } : { sql, types, rows };
}
