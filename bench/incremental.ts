import { exportCost, scanCost, storageCost } from '../lib/operations/prices';
import { changedDeliveries, type Deliveries } from './changed-deliveries';
import type { Way } from './chain';
import { measure, measureInTurns, median, memory, type Cost } from './measure';
import { table, type Print } from './print';
import { QUESTIONS } from './questions';

const ROUNDS = 3;

const PROGRAM = 'night-of-deliveries.ts';

/** What is wanted of a night of changes: parts of a full columnar night, and MiB. */
const WANTED = { cost: 0.06, time: 0.6, question: 1.05, memory: 1024 };

const TITLES: Readonly<Record<Way, string>> = {
  lines: 'full, lines',
  columnar: 'full, Parquet',
  full: 'full, Parquet, of a table of changes',
  changes: 'changes',
};

type Costs = Readonly<Record<Way, readonly Cost[]>>;

/** A night made of the night before and a day in which 2 % of the items change, beside full nights of the same instant. */
export async function incremental(items: number, print: Print): Promise<void> {
  const deliveries = await changedDeliveries(items, print.progress);
  const { root, first, second, changes } = deliveries;
  print.progress('the night before the changes');
  const base = (await measure(PROGRAM, root, 'base', String(first.items))) as Cost & { readonly fingerprint: string };
  const night = (way: Way) => () =>
    measure(PROGRAM, root, way, ...[second.items, first.items].map(String), base.fingerprint, String(changes.items));
  const costs = await measureInTurns(
    ROUNDS,
    { lines: night('lines'), columnar: night('columnar'), full: night('full'), changes: night('changes') },
    print.progress,
  );
  print.line(
    `A night of ${second.items.toLocaleString('en-US')} deliveries, ${changes.items.toLocaleString('en-US')} of which were changed, by what it is made of; the middle of ${ROUNDS} runs`,
  );
  printNights(costs, print);
  printMoney(deliveries, costs, print);
  const asked = await measureInTurns(
    ROUNDS,
    {
      columnar: () => measure('questions-of-deliveries.ts', root, 'columnar'),
      changes: () => measure('questions-of-deliveries.ts', root, 'changes'),
    },
    print.progress,
  );
  printQuestions(asked, print);
}

function printNights(costs: Costs, print: Print): void {
  const rows = ways(costs).flatMap(([way, runs]) => {
    const time = total(runs, 'parts');
    const steps = Object.keys(runs[0]?.parts ?? {});
    return [
      [
        TITLES[way],
        time.toFixed(1),
        `x ${(time / total(costs.columnar, 'parts')).toFixed(2)}`,
        megabytes(total(runs, 'bytes', 'read')),
        megabytes(total(runs, 'bytes', 'written')),
        (memory(runs) / 2 ** 20).toFixed(0),
      ],
      ...(steps.length === 1 ? [] : steps).map((step) => [
        `  ${step}`,
        middle(runs, ({ parts }) => parts?.[step]).toFixed(1),
        '',
        megabytes(total(runs, 'bytes', `${step} read`)),
        megabytes(total(runs, 'bytes', `${step} written`)),
        '',
      ]),
    ];
  });
  table(print, ['night', 'CPU s', 'of full, Parquet', 'MB read', 'MB written', 'MiB of memory'], rows);
  print.line(
    `  wanted of changes: at most x ${WANTED.time} of the time of full, Parquet; at most ${WANTED.memory} MiB of memory`,
  );
}

/** What AWS charges: DynamoDB for the export, Athena for what each query reads, S3 for a month of what is kept. */
function printMoney({ second, changes }: Deliveries, costs: Costs, print: Print): void {
  const rows = ways(costs).map(([way, runs]) => {
    const dynamoDb = exportCost(way === 'changes' ? changes.billedBytes : second.billedBytes);
    const read = Object.entries(runs[0]?.bytes ?? {}).filter(([name]) => name.endsWith(' read'));
    const athena = read.reduce((sum, [, bytes]) => sum + scanCost(bytes), 0);
    const exported = read[0]?.[1] ?? 0;
    return { way, dynamoDb, athena, kept: storageCost(exported + total(runs, 'bytes', 'written')) };
  });
  const full = rows.find(({ way }) => way === 'columnar');
  const part = (cost: number, of = NaN) => `${((100 * cost) / of).toFixed(1)} %`;
  print.line('');
  print.line('What AWS charges for it in USD, by lib/operations/prices.ts, without checks of one’s own');
  table(
    print,
    ['night', 'DynamoDB', 'Athena', 'together', 'of full, Parquet', 'kept in S3, a month', 'of full, Parquet'],
    rows.map(({ way, dynamoDb, athena, kept }) => [
      TITLES[way],
      dynamoDb.toFixed(5),
      athena.toFixed(5),
      (dynamoDb + athena).toFixed(5),
      part(dynamoDb + athena, full && full.dynamoDb + full.athena),
      kept.toFixed(5),
      part(kept, full?.kept),
    ]),
  );
  print.line(`  wanted of changes: together at most ${(100 * WANTED.cost).toFixed(0)} % of full, Parquet`);
}

function printQuestions(asked: Readonly<Record<'columnar' | 'changes', readonly Cost[]>>, print: Print): void {
  const rows = Object.keys(QUESTIONS).map((question) => {
    const [full, made] = [asked.columnar, asked.changes].map((runs) => ({
      seconds: middle(runs, ({ parts }) => parts?.[question]),
      bytes: middle(runs, ({ bytes }) => bytes?.[question]),
    }));
    const times = (member: 'seconds' | 'bytes') =>
      `x ${((made?.[member] ?? NaN) / (full?.[member] ?? NaN)).toFixed(2)}`;
    return [
      question,
      (full?.seconds ?? NaN).toFixed(2),
      (made?.seconds ?? NaN).toFixed(2),
      times('seconds'),
      megabytes(full?.bytes ?? NaN),
      megabytes(made?.bytes ?? NaN),
      times('bytes'),
    ];
  });
  print.line('');
  print.line(
    `Questions to the night: full, Parquet, beside changes (wanted at most x ${WANTED.question}); CPU seconds`,
  );
  table(print, ['question', 'full s', 'changes s', '', 'full MB', 'changes MB', ''], rows);
}

const ways = (costs: Costs): [Way, readonly Cost[]][] => Object.entries(costs) as [Way, readonly Cost[]][];

const middle = (runs: readonly Cost[], of: (cost: Cost) => number | undefined): number =>
  median(runs.map((run) => of(run) ?? NaN));

/** The middle of the runs' sums of parts or bytes whose names end so. */
function total(runs: readonly Cost[], member: 'parts' | 'bytes', ending = ''): number {
  return middle(runs, (run) =>
    Object.entries(run[member] ?? {}).reduce((sum, [name, amount]) => (name.endsWith(ending) ? sum + amount : sum), 0),
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
