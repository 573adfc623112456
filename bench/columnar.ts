import { exportOf, type ItemKind } from './data';
import { measureInTurns, measure, median, type Cost } from './measure';
import { table, type Print } from './print';
import { QUESTIONS } from './questions';

const ROUNDS = 3;

/** Questions to a night of orders as Parquet, beside the same to its lines. */
export const columnar = (items: number, print: Print): Promise<void> => compare('orders', items, print);

/** The same of orders with many more attributes, a quarter as many, so that there are about as many bytes. */
export const columnarWide = (items: number, print: Print): Promise<void> =>
  compare('deliveries', Math.ceil(items / 4), print);

async function compare(kind: ItemKind, items: number, print: Print): Promise<void> {
  const root = await exportOf(items, print.progress, kind);
  print.progress('writing the night as Parquet, and validating that');
  const unload = await measure('unload.ts', root, String(items));
  const costs = await measureInTurns(
    ROUNDS,
    {
      lines: () => measure('questions.ts', root, 'lines'),
      columnar: () => measure('questions.ts', root, 'columnar'),
    },
    print.progress,
  );
  print.line(
    `Questions to a night of ${items.toLocaleString('en-US')} ${kind} as Parquet, beside its lines in 16 files, the middle of ${ROUNDS} runs`,
  );
  table(
    print,
    ['question', 'lines s', 'Parquet s', 'faster', 'wanted', 'lines MB', 'Parquet MB', 'of the bytes', 'wanted'],
    Object.keys(QUESTIONS).map((question) => row(question, costs.lines, costs.columnar)),
  );
  print.line(
    `Before them a count, with what is done once, such as compiling: ${secondsOf('first', costs.lines).toFixed(2)} s of lines, ${secondsOf('first', costs.columnar).toFixed(2)} s of Parquet.`,
  );
  const { parts = {}, bytes = {} } = unload;
  print.line(
    `To write it took ${(parts.unload ?? NaN).toFixed(1)} s and ${megabytes(bytes.unload)} MB of lines, the only time that they are read; to validate that ${(parts.validation ?? NaN).toFixed(1)} s and ${megabytes(bytes.validation)} MB.`,
  );
}

function row(question: string, lines: readonly Cost[], columnar: readonly Cost[]): string[] {
  const [slow, fast] = [secondsOf(question, lines), secondsOf(question, columnar)];
  const bytes = (costs: readonly Cost[]) => costs[0]?.bytes?.[question] ?? NaN;
  return [
    question,
    slow.toFixed(2),
    fast.toFixed(3),
    `${(slow / fast).toFixed(1)}x`,
    'at least 10x',
    megabytes(bytes(lines)),
    megabytes(bytes(columnar)),
    `${((100 * bytes(columnar)) / bytes(lines)).toFixed(1)} %`,
    'at most 5 %',
  ];
}

const secondsOf = (part: string, costs: readonly Cost[]): number =>
  median(costs.map(({ parts }) => parts?.[part] ?? NaN));

function megabytes(bytes = NaN): string {
  return (bytes / 1e6).toFixed(2);
}
