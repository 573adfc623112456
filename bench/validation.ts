import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exportOf, LAYOUT, NAMES } from './data';
import { measureInTurns, measure, measurePython, median, memory, seconds, type Cost } from './measure';
import { table, type Print } from './print';

/** Runs of each contender; the middle one counts. */
const ROUNDS = 3;

/** The Python that has chdb, ClickHouse as a library, which is no dependency of this project. */
const CLICKHOUSE = join(__dirname, '..', '.bench', 'chdb', 'bin', 'python');
const HOW_TO_INSTALL = 'python3 -m venv .bench/chdb && .bench/chdb/bin/pip install chdb==4.4.0';

const WANTED: Readonly<Record<string, readonly [what: string, wanted: string]>> = {
  validation: ['validation: checksums and the query', ''],
  zcat: ['zcat | wc -l', 'at most 1.15x its time'],
  inflate: ['inflating alone, two at a time', ''],
  clickhouse: ['ClickHouse, the same checks by hand', 'at most 1x its time'],
  parse: ['Node, JSON.parse and the same checks', 'at most 0.4x its time'],
  unmarshall: ['Node, unmarshall and the same checks', 'at most 0.17x its time'],
};

/** The validation of a night beside what one would write by hand, and beside inflating alone. */
export async function validation(items: number, print: Print): Promise<void> {
  const root = await exportOf(items, print.progress);
  const bucket = join(root, NAMES.bucket);
  const files = `${bucket}/${LAYOUT.dataFolder}*.gz`;
  const costs: Readonly<Record<string, readonly Cost[]>> = await measureInTurns<string>(
    ROUNDS,
    {
      validation: () => measure('validate.ts', root, String(items)),
      zcat: () => measure(`zcat ${files} | wc -l`),
      inflate: () => measure(`ls ${files} | xargs -P 2 -n 1 zcat > /dev/null`),
      ...(hasClickHouse() && {
        clickhouse: () =>
          measurePython(
            CLICKHOUSE,
            'clickhouse.py',
            bucket,
            LAYOUT.manifestFiles.replace(/\/[^/]*$/, ''),
            String(items),
          ),
      }),
      parse: () => measure('by-hand.ts', root, 'parse'),
      unmarshall: () => measure('by-hand.ts', root, 'unmarshall'),
    },
    print.progress,
  );
  const own = costs.validation ?? [];
  print.line(
    `Validation of a night of ${items.toLocaleString('en-US')} items in 16 files, the middle of ${ROUNDS} runs: time that passed, and`,
  );
  print.line('seconds of all cores, which a busy machine changes less');
  table(
    print,
    ['what', 'seconds', 'validation is', 'of all cores', 'validation is', 'wanted'],
    Object.entries(WANTED).flatMap(([name, [what, wanted]]) => {
      const cost = costs[name];
      if (cost === undefined) return [[what, 'not installed']];
      const isOwn = name === 'validation';
      return [
        [
          what,
          seconds(cost).toFixed(2),
          isOwn ? '' : `${(seconds(own) / seconds(cost)).toFixed(2)}x its time`,
          processors(cost).toFixed(2),
          isOwn ? '' : `${(processors(own) / processors(cost)).toFixed(2)}x`,
          wanted,
        ],
        ...(isOwn ? [['  of it the checksums', '', '', part(cost, 'checksums').toFixed(2)]] : []),
      ];
    }),
  );
  print.line(`  memory ${(memory(own) / 2 ** 20).toFixed(0)} MiB, wanted at most 1024 MiB`);
  if (costs.clickhouse === undefined) print.line(`  ClickHouse (chdb) was left out. To have it: ${HOW_TO_INSTALL}`);
}

const part = (costs: readonly Cost[], name: string): number => median(costs.map(({ parts }) => parts?.[name] ?? NaN));
const processors = (costs: readonly Cost[]): number => part(costs, 'processors');

function hasClickHouse(): boolean {
  if (!existsSync(CLICKHOUSE)) return false;
  try {
    execFileSync(CLICKHOUSE, ['-c', 'import chdb'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
