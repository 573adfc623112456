import { Chain, type Way } from '../chain';
import { NAMES } from '../data';
import { costOfThisProcess, cpuSeconds } from '../measure';
import { QUESTIONS } from '../questions';

/** Times that a question is asked; the sum counts. */
const TIMES = 5;

/** Program: counts the items of a night of deliveries that was made before, then asks all questions. Arguments: folder, way. */
const [, , root = '', way = ''] = process.argv;

async function main(): Promise<void> {
  const chain = await Chain.open(root, way as Way);
  chain.publish();
  const started = performance.now();
  // what is done once, such as compiling the translator and reading the footers, is of no question
  await chain.ask(`SELECT count(*) FROM ${NAMES.newest}`);
  const parts: Record<string, number> = {};
  const bytes: Record<string, number> = {};
  for (const [question, sql] of Object.entries(QUESTIONS)) {
    const before = cpuSeconds();
    for (let time = 0; time < TIMES; time++) {
      const { rows, dataScannedInBytes } = await chain.ask(sql);
      if (rows === 0) throw new Error(`${question}: no rows`);
      bytes[question] = dataScannedInBytes;
    }
    parts[question] = cpuSeconds() - before;
  }
  console.log(costOfThisProcess(started, parts, bytes));
  await chain.close();
}

void main();
