import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOfProgram, median } from './measure';
import { newestDate, nightsOf } from './nights-of';
import { table, type Print } from './print';

/** Nights of a short history and of a long one. */
const FEW = 10;
const MANY = 400;

/** Orders in a night, by the usual number of items of a benchmark. */
const ORDERS = 1 / 2_000;

const ROUNDS = 5;

/** How much longer a command may take where there are many nights. */
const MOST = 1.5;

/** What is asked of the newest night of a history. `night` adds one, so it comes last. */
const COMMANDS: readonly (readonly string[])[] = [
  ['status', '--target', 'local'],
  ['tables'],
  ['report'],
  ['query', 'orders_per_hour'],
  ['query', "SELECT count(*) FROM sushiorderdata_history WHERE export_date = '{date}'"],
  ['diff', '{previous}', '{date}'],
  ['doctor', '--target', 'local'],
  ['night'],
];

/** What commands take where there are many nights, and by how much that is more than where there are few. */
export async function history(items: number, print: Print): Promise<void> {
  const orders = Math.ceil(items * ORDERS);
  const made = { few: await nightsOf(FEW, orders, print.progress), many: await nightsOf(MANY, orders, print.progress) };
  const root = mkdtempSync(join(tmpdir(), 'export-to-athena-bench-'));
  try {
    const folders = { few: join(root, 'few'), many: join(root, 'many') };
    cpSync(made.few, folders.few, { recursive: true });
    cpSync(made.many, folders.many, { recursive: true });
    const rows = COMMANDS.map((command) => {
      print.progress(command.join(' '));
      const seconds = { few: [] as number[], many: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        seconds.few.push(secondsOf(command, folders.few, FEW));
        seconds.many.push(secondsOf(command, folders.many, MANY));
      }
      const [few, many] = [median(seconds.few), median(seconds.many)];
      return [command.join(' '), few.toFixed(2), many.toFixed(2), `x ${(many / few).toFixed(2)}`];
    });
    print.line(
      `Commands where there are ${FEW} nights of ${orders} orders, and where there are ${MANY}: seconds of all cores with Node's`,
    );
    print.line(`start, the middle of ${ROUNDS} (at most x ${MOST})`);
    table(print, ['command', `${FEW} nights`, `${MANY} nights`, ''], rows);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function secondsOf(command: readonly string[], folder: string, nights: number): number {
  const dates: Readonly<Record<string, string>> = { date: newestDate(nights), previous: newestDate(nights - 1) };
  const words = command.map((word) => word.replace(/\{(\w+)\}/g, (all, name: string) => dates[name] ?? all));
  // the doctor has something to say of nights that are old
  return cpuOfProgram([...words, '--folder', folder], [0, 1, 3]);
}
