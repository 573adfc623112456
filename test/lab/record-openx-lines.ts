import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { storage, type Format } from '../../lib/catalog';
import { bytesOf, ITEMS_BETWEEN, LINES_FILE, type LineAnswer, type LineCase } from '../athena-sql/engine/openx-lines';
import { ask } from './trino-statement';

const PLACE = 'openx-lines';
const DATABASE = 'openx_lines';

/**
 * Asks Trino's OpenX reader what it makes of every line of test/fixtures/openx-lines, with the SerDe's options of the
 * tables of this project, and writes its answers beside them.
 */
export async function recordOpenxLines(trinoPort: number): Promise<void> {
  const [s3, glue] = [new S3Client({ forcePathStyle: true }), new GlueClient()];
  await s3.send(new CreateBucketCommand({ Bucket: PLACE }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
  const cases = JSON.parse(readFileSync(LINES_FILE, 'utf8')) as readonly LineCase[];
  const lines: string[] = [];
  for (const [index, recorded] of cases.entries()) {
    await s3.send(
      new PutObjectCommand({ Bucket: PLACE, Key: `${index}/lines.json.gz`, Body: gzipSync(bytesOf(recorded)) }),
    );
    const answer = async (format: Format, name: string): Promise<LineAnswer> => {
      const table = {
        Name: `${name}_${index}`,
        TableType: 'EXTERNAL_TABLE',
        StorageDescriptor: storage(format, `s3://${PLACE}/${index}/`),
      };
      await glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: table }));
      return askTable(trinoPort, `awsdatacatalog.${DATABASE}.${table.Name}`);
    };
    const strict = await answer('items', 'strict');
    lines.push(
      `  ${JSON.stringify({ ...recorded, strict, ignoreMalformed: await answer('items-checked', 'ignoring') })}`,
    );
  }
  writeFileSync(LINES_FILE, `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${PLACE}: ${lines.length} answers`);
}

async function askTable(trinoPort: number, table: string): Promise<LineAnswer> {
  const counted = await ask(trinoPort, `SELECT count(*) FROM ${table}`);
  const { rows, error } = await ask(trinoPort, ITEMS_BETWEEN(table));
  if (error) return { error: error.errorName };
  return { lines: Number(counted.rows[0]?.[0]), items: rows.map(([item]) => item as string | null) };
}
