import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { AthenaError, RefusedError, SqlSyntaxError, typeText } from '../../../lib/athena-sql/dialect';
import { typeOfHive } from '../../../lib/local/athena/hive-type';
import { LocalTarget } from '../../../lib/local/target';
import { publishNights, type PublishedNights } from '../../target/published-nights';

/** A statement and what Trino 476 answered, recorded from it; the statements of a file build on each other. */
interface Recorded {
  readonly sql: string;
  readonly rows?: readonly (readonly unknown[])[];
  readonly types?: readonly string[];
  readonly error?: string;
  /** How the laptop is allowed to answer otherwise: `refused`, or what it says, and why. */
  readonly laptop?: string;
}

const FOLDER = join(__dirname, '../../fixtures/trino-statements');

describe.each(readdirSync(FOLDER))('statements that are no queries, asked as Trino was in %s', (file) => {
  const recorded = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Recorded[];
  let nights: PublishedNights;
  let target: LocalTarget;

  beforeAll(async () => {
    nights = await publishNights({});
    target = LocalTarget.open(absoluteFolder(nights.folder), nights.names.database);
  });

  afterAll(async () => {
    await target.close();
    nights.remove();
  });

  it.each(recorded.map((each) => [each.sql, each] as const))('%s', async (sql, { rows, types, error, laptop }) => {
    const answered = await ask(sql).catch(errorName);
    const [allowed] = laptop?.split(':') ?? [];
    if (allowed !== undefined) expect(answered).toEqual(allowed === 'rows' ? expect.any(Array) : allowed);
    else if (error !== undefined) expect(answered).toBe(error);
    else expect(answered).toEqual(inTexts(sql, types ?? [], rows ?? []));
  });

  /** What a statement gives, in the shape of Trino: CREATE TABLE AS gives its number of rows. */
  async function ask(sql: string): Promise<string[][]> {
    const answer = await target.query(sql);
    const rows: string[][] = [];
    for await (const batch of answer.rows) rows.push(...batch.map((row) => row.map((text) => text ?? 'null')));
    const { rowsWritten } = answer.statistics();
    if (rowsWritten !== undefined) return [[String(rowsWritten)]];
    // a table is described in Hive's words, as Athena does
    const describesTable = answer.columns[0]?.name === 'col_name';
    return describesTable ? rows.map(([name = '', type = '']) => [name, typeText(typeOfHive(type))]) : rows;
  }
});

/** Trino's answer as this target gives it. */
function inTexts(sql: string, types: readonly string[], rows: readonly (readonly unknown[])[]): string[][] {
  // a view that is made, and what is dropped, gives nothing
  if (types.length === 0) return [];
  const isDescription = sql.startsWith('DESCRIBE');
  return rows.map((row) => (isDescription ? row.slice(0, 2) : row).map(String));
}

/** The name of a failure as Trino has it, or `refused`. */
function errorName(failure: unknown): string {
  const cause = failure instanceof Error ? failure.cause : undefined;
  if (cause instanceof RefusedError) return 'refused';
  return cause instanceof AthenaError || cause instanceof SqlSyntaxError ? cause.code : String(failure);
}
