import { NAMES } from '../data';
import { costOfThisProcess } from '../measure';
import { Night } from '../night';
import { QUESTIONS } from '../questions';

/** Program: counts the items, then asks all questions, each once. Arguments: folder, `lines` or `columnar`. */
const [, , root = '', kind = ''] = process.argv;

async function main(): Promise<void> {
  const night = await Night.open(root, kind === 'columnar' ? 'columnar' : 'lines');
  // what is done once, such as compiling the translator and reading the footers, is of no question
  const started = performance.now();
  await night.ask(`SELECT count(*) FROM ${NAMES.newest}`);
  const parts: Record<string, number> = { first: (performance.now() - started) / 1000 };
  const bytes: Record<string, number> = {};
  for (const [question, sql] of Object.entries(QUESTIONS)) {
    const began = performance.now();
    const { rows, dataScannedInBytes } = await night.ask(sql);
    if (rows === 0) throw new Error(`${question}: no rows`);
    parts[question] = (performance.now() - began) / 1000;
    bytes[question] = dataScannedInBytes;
  }
  console.log(costOfThisProcess(started, parts, bytes));
  await night.close();
}

void main();
