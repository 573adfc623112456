import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './trino-statement';

const FILE = join(__dirname, '../../lib/athena-sql/functions/trino-signatures.ts');

/** Asks Trino for its functions, and writes them where SHOW FUNCTIONS of the laptop takes them from. */
export async function recordSignatures(trinoPort: number): Promise<void> {
  const { rows } = await ask(trinoPort, 'SHOW FUNCTIONS');
  const text = rows.map((row) => row.map(String).join('\t')).join('\n');
  if (/[`\\]|\$\{/.test(text)) throw new Error('A description of a function cannot stand in a template literal');
  const [head = ''] = readFileSync(FILE, 'utf8').split('`abs\t');
  writeFileSync(FILE, `${head}\`${text}\`;\n`);
  console.log(`SHOW FUNCTIONS: ${rows.length} rows`);
}
