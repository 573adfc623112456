import { NAMES } from '../data';
import { costOfThisProcess } from '../measure';
import { Night } from '../night';

/** Program: groups a published night through its typed view. Argument: folder. */
const [, , root = ''] = process.argv;

async function main(): Promise<void> {
  const night = await Night.open(root, 'lines');
  const started = performance.now();
  const sql = `SELECT menu, count(*) AS orders, sum(quantity) AS pieces FROM ${NAMES.newest} GROUP BY menu ORDER BY orders DESC`;
  const { rows } = await night.ask(sql);
  if (rows === 0) throw new Error('The night has no orders');
  console.log(costOfThisProcess(started));
  await night.close();
}

void main();
