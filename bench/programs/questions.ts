import { costOfThisProcess } from '../measure';
import { Night } from '../night';
import { QUESTIONS } from '../questions';

/** Program: asks all questions, each once. Arguments: folder, `lines` or `columnar`. */
const [, , root = '', kind = ''] = process.argv;

async function main(): Promise<void> {
  const night = await Night.open(root, kind === 'columnar' ? 'columnar' : 'lines');
  // what the engine does once is of no question
  await night.ask('SELECT 1');
  const started = performance.now();
  const parts: Record<string, number> = {};
  const bytes: Record<string, number> = {};
  for (const [question, sql] of Object.entries(QUESTIONS)) {
    const began = performance.now();
    const { rows, dataScannedInBytes } = await night.ask(sql);
    if (rows === 0) throw new Error(`${question}: no rows`);
    parts[question] = (performance.now() - began) / 1000;
    bytes[question] = dataScannedInBytes;
  }
  console.log(costOfThisProcess(started, parts, bytes));
  night.close();
}

void main();
