import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { Engine, EngineMap, type EngineValue, type TableResolver, type TableSource } from '../../lib/athena-sql/engine';

/*
 * Answers recorded cases on the local engine: `(sql) => ({ columns, rows })`. The rows of `raw` are fixture.json beside the
 * cases, which is the folder SQL_CASES or else the one of the first argument that is a JSON file.
 */

interface FixtureRow {
  readonly export_date: string;
  readonly file: number;
  readonly item: unknown;
}

const folder = process.env.SQL_CASES ?? dirname(process.argv.slice(2).find((arg) => arg.endsWith('.json')) ?? '.');
const DATABASE = 's';

function loadTables(root: string): ReadonlyMap<string, TableSource> {
  const fixture = JSON.parse(readFileSync(join(folder, 'fixture.json'), 'utf8')) as readonly FixtureRow[];
  const lines = new Map<string, string[]>();
  for (const { export_date, file, item } of fixture) {
    const key = `${export_date}/${file}`;
    lines.set(key, [...(lines.get(key) ?? []), JSON.stringify({ Item: item })]);
  }
  const partitions = new Map<string, string[]>();
  for (const [key, text] of lines) {
    const path = join(root, 'bucket', `${key}.json.gz`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gzipSync(`${text.join('\n')}\n`));
    const date = dirname(key);
    partitions.set(date, [...(partitions.get(date) ?? []), path]);
  }
  const view = /CREATE VIEW orders AS\s+([\s\S]*?);/.exec(readFileSync(join(folder, 'setup.sql'), 'utf8'))?.[1] ?? '';
  return new Map<string, TableSource>([
    [
      'raw',
      {
        kind: 'items',
        partitionKeys: ['export_date'],
        partitions: [...partitions].map(([date, files]) => ({ values: [date], files })),
        ignoreMalformed: false,
      },
    ],
    ['orders', { kind: 'view', sql: view }],
  ]);
}

const root = mkdtempSync(join(tmpdir(), 'sql-cases-'));
const tables = loadTables(root);
const catalog: TableResolver = {
  find: (database, table) => (database === DATABASE ? tables.get(table) : undefined),
  names: () => [...tables.keys()],
};
const engine = Engine.open({ root: absoluteFolder(root) });

/** A value as the runner compares it. */
function plain(value: EngineValue): unknown {
  if (value instanceof EngineMap) return value.entries.map(([k, v]) => [plain(k), plain(v)]);
  return Array.isArray(value) ? (value as readonly EngineValue[]).map(plain) : value;
}

export default async function answer(sql: string): Promise<{ columns: string[]; rows: unknown[][] }> {
  const result = await (await engine).query(sql, { catalog, database: DATABASE });
  const rows: unknown[][] = [];
  for await (const batch of result.rows) for (const row of batch) rows.push(row.map(plain));
  return { columns: result.columns.map((c) => c.name), rows };
}
