import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { Engine, type EngineOptions, type TableSource } from '../../../lib/athena-sql/engine';
import { temporaryEngine } from './temporary-engine';

const own = temporaryEngine('threads');

/** A night of a few lines, and one of 70 KB. */
function twoNights(sizes: boolean): TableSource {
  const partitions = [1, 200].map((lines, night) => {
    const path = join(own.bucket, `${night}.json`);
    const text = `{"Item":{"n":{"S":"${'x'.repeat(350)}"}}}\n`.repeat(lines);
    writeFileSync(path, text);
    return { values: [`${night}`], files: [path], ...(sizes && { sizes: [text.length] }) };
  });
  return { kind: 'items', partitionKeys: ['night'], partitions, ignoreMalformed: false };
}

/** How often the engine asks for more threads while it answers statements. */
async function countAsks(statements: readonly string[], options: Partial<EngineOptions> = {}, sizes = true) {
  const table = twoNights(sizes);
  const run = jest.spyOn(DuckDBConnection.prototype, 'run');
  const engine = await Engine.open({ root: absoluteFolder(own.root), ...options });
  try {
    for (const sql of statements) {
      const { rows } = await engine.query(sql, { catalog: { find: () => table, names: () => [] }, database: 'db' });
      for await (const batch of rows) expect(batch).toHaveLength(1);
    }
    return run.mock.calls.filter(([sql]) => sql === 'RESET threads').length;
  } finally {
    await engine.close();
    run.mockRestore();
  }
}

const SMALL = "SELECT count(item['n']['S']) FROM t WHERE night = '0'";
const LARGE = 'SELECT count(item) FROM t';

// threads that have nothing to do cost more than such a statement
it('a statement that reads little has one thread, though the table has more', async () => {
  expect(await countAsks([SMALL, 'SELECT 1', SMALL])).toBe(0);
});

it.each([
  ['are known', true],
  ['are not known', false],
])('one that reads much has all, and so have those after it, where the sizes of files %s', async (_, sizes) => {
  expect(await countAsks([SMALL, LARGE, SMALL, LARGE], {}, sizes)).toBe(1);
});

it('threads that are given are kept', async () => {
  expect(await countAsks([LARGE], { threads: 1 })).toBe(0);
});
