import { exportOf } from './data';
import { measureInTurns, measure, seconds } from './measure';
import { table, type Print } from './print';

const ROUNDS = 3;

/** A question to a published night, beside a loop over its files. */
export async function grouping(items: number, print: Print): Promise<void> {
  const root = await exportOf(items, print.progress);
  const costs = await measureInTurns(
    ROUNDS,
    {
      query: () => measure('group.ts', root),
      loop: () => measure('by-hand.ts', root, 'group'),
    },
    print.progress,
  );
  const [query, loop] = [seconds(costs.query), seconds(costs.loop)];
  print.line(
    `Orders and pieces by menu, of ${items.toLocaleString('en-US')} items in 16 files, the middle of ${ROUNDS} runs`,
  );
  table(
    print,
    ['what', 'seconds', 'the query is', 'wanted'],
    [
      ['query', query.toFixed(2), '', ''],
      ['Node, unmarshall and a Map', loop.toFixed(2), `${(loop / query).toFixed(1)}x faster`, 'at least 8x faster'],
    ],
  );
}
