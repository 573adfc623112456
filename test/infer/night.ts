import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { exportLine, type Item } from '../../lib/export';
import type { Query } from '../../lib/infer';
import { allTextRows, type Engine, type TableSource } from '../../lib/athena-sql/engine';

/** Answers queries about items that lie in one gzip file of an export, as the table `items`. */
export class Night {
  /** Queries that were asked. */
  readonly asked: string[] = [];

  private constructor(
    private readonly engine: Engine,
    private readonly root: string,
    private readonly source: TableSource,
  ) {}

  static of(engine: Engine, items: Iterable<Item>): Night {
    return Night.ofLines(engine, [...items].map(exportLine));
  }

  /** Of lines that may be such as DynamoDB does not write, each with its newline. */
  static ofLines(engine: Engine, lines: readonly string[]): Night {
    const root = mkdtempSync(join(tmpdir(), 'infer-'));
    const file = join(root, 'data.json.gz');
    writeFileSync(file, gzipSync(lines.join('')));
    const partitions = [{ values: [], files: [file] }];
    return new Night(engine, root, { kind: 'items', partitionKeys: [], partitions, ignoreMalformed: false });
  }

  readonly query: Query = async (sql) => {
    this.asked.push(sql);
    const catalog = { find: () => this.source, names: () => ['items'] };
    return allTextRows(await this.engine.query(sql, { catalog, database: 'db' }));
  };

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
