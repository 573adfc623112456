import { exportOf, NAMES } from './data';
import { measureInTurns, measure, memory, seconds } from './measure';
import { table, type Print } from './print';

/** Runs of each contender; the middle one counts. */
const ROUNDS = 3;

/** The validation of a night beside what one would write by hand, and beside inflating alone. */
export async function validation(items: number, print: Print): Promise<void> {
  const root = await exportOf(items, print.progress);
  const files = `${root}/${NAMES.bucket}/export/AWSDynamoDB/*/data/*.gz`;
  const costs = await measureInTurns(
    ROUNDS,
    {
      validation: () => measure('validate.ts', root, String(items)),
      unmarshall: () => measure('by-hand.ts', root, 'unmarshall'),
      parse: () => measure('by-hand.ts', root, 'parse'),
      zcat: () => measure(`zcat ${files} | wc -l`),
      inflate: () => measure(`ls ${files} | xargs -P 2 -n 1 zcat > /dev/null`),
    },
    print.progress,
  );
  const own = seconds(costs.validation);
  const checksums = costs.validation.map(({ parts }) => parts?.checksums ?? 0).sort()[1] ?? 0;
  print.line(
    `Validation of a night of ${items.toLocaleString('en-US')} items in 16 files, the middle of ${ROUNDS} runs`,
  );
  table(
    print,
    ['what', 'seconds', 'validation is', 'wanted'],
    [
      ['validation: checksums and the query', own.toFixed(2), '', ''],
      ['  of it the checksums', checksums.toFixed(2), '', ''],
      [
        'Node, unmarshall and the same checks',
        seconds(costs.unmarshall).toFixed(2),
        times(costs.unmarshall),
        'at least 6x faster',
      ],
      [
        'Node, JSON.parse and the same checks',
        seconds(costs.parse).toFixed(2),
        times(costs.parse),
        'at least 2.5x faster',
      ],
      [
        'zcat | wc -l',
        seconds(costs.zcat).toFixed(2),
        `${(own / seconds(costs.zcat)).toFixed(2)}x its time`,
        'at most 1.3x its time',
      ],
      [
        'inflating alone, two at a time',
        seconds(costs.inflate).toFixed(2),
        `${(own / seconds(costs.inflate)).toFixed(2)}x its time`,
        '',
      ],
    ],
  );
  print.line(`  memory ${(memory(costs.validation) / 2 ** 20).toFixed(0)} MiB, wanted at most 1024 MiB`);

  function times(contender: Parameters<typeof seconds>[0]): string {
    return `${(seconds(contender) / own).toFixed(1)}x faster`;
  }
}
