import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { AthenaError, RefusedError, SqlSyntaxError } from '../../lib/athena-sql/dialect';
import { Engine, type TableResolver } from '../../lib/athena-sql/engine';
import { answer, comparable, comparableRows, typeTextOf } from './answers';

/** Statements and what Trino 476 answered, recorded from it; an error's name where it answered none. */
interface Recorded {
  readonly sql: string;
  readonly rows?: readonly (readonly unknown[])[];
  /** The columns' types, in the words of Trino's client protocol. */
  readonly types?: readonly string[];
  readonly error?: string;
  /** Whether the laptop refuses the statement by name, instead of failing as Trino does. */
  readonly refused?: boolean;
}

const FOLDER = join(__dirname, '../fixtures/trino-answers');
const NO_TABLES: TableResolver = { find: () => undefined, names: () => [] };

describe.each(readdirSync(FOLDER))('the local engine, asked as Trino was in %s', (file) => {
  const recorded = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Recorded[];
  let engine: Engine;

  beforeAll(async () => {
    engine = await Engine.open({ root: absoluteFolder('/'), threads: 1 });
  });

  afterAll(async () => {
    await engine.close();
  });

  it.each(recorded.flatMap(({ sql, rows, types = [] }) => (rows === undefined ? [] : [{ sql, rows, types }])))(
    'answers $sql',
    async ({ sql, rows, types }) => {
      const result = await engine.query(sql, { catalog: NO_TABLES, database: 'none' });
      const { columns } = result;
      expect(columns.map((c) => c.typeText)).toEqual(types.map(typeTextOf));
      const expected = rows.map((row) => row.map((value, i) => comparable(value, columns[i]?.type)));
      expect(await comparableRows(result)).toEqual(expected);
    },
  );

  it.each(
    recorded.flatMap(({ sql, error, refused = false }) => (error === undefined ? [] : [{ sql, error, refused }])),
  )('fails for $sql ($error)', async ({ sql, error, refused }) => {
    const failure = await answer(engine, sql).then(() => 'an answer', errorName);
    // what is marked as refused may come to fail as Trino does
    expect(refused ? ['refused', error] : [error]).toContain(failure);
  });
});

/** The name of a failure as Trino has it, or `refused`. */
function errorName(failure: unknown): string {
  if (failure instanceof RefusedError) return 'refused';
  return failure instanceof AthenaError || failure instanceof SqlSyntaxError ? failure.code : String(failure);
}
