import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AWKWARD, awkwardExport } from './awkward-exports';
import { measure, PROGRAM, type Cost } from './measure';
import { table, type Print } from './print';

/** Items that {@link AWKWARD} has at its whole size, by the usual number of items of a benchmark. */
const WHOLE = 1_000_000;

/** What exports of an awkward size take: to infer their table, and to run their night, without, with timely and with all answers. */
export async function awkward(items: number, print: Print): Promise<void> {
  const rows: string[][] = [];
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-bench-'));
  try {
    for (const name of Object.keys(AWKWARD)) {
      const { folder: directory, made } = await awkwardExport(name, items / WHOLE, print.progress);
      print.progress(`${name}: infer`);
      const infer = await measure('exec "$@" > /dev/null', process.execPath, PROGRAM, 'infer', directory);
      const starts: Cost[] = [];
      for (const answers of ['none', 'timely', 'all']) {
        print.progress(`${name}: start, answers: ${answers}`);
        starts.push(await measure('start.ts', directory, folder, answers));
      }
      rows.push([
        name,
        made.items.toLocaleString('en-US'),
        made.files.toLocaleString('en-US'),
        infer.seconds.toFixed(1),
        ...starts.flatMap(({ parts: { night = NaN, all = NaN } = {}, memory = NaN }) => [
          `${night.toFixed(1)} s, x ${(all / night).toFixed(1)}`,
          `${Math.round(memory / 1e6)} MB`,
        ]),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print.line(
    `Exports of awkward sizes; --items ${WHOLE} is their whole size. "infer" is in seconds with Node's start;`,
  );
  print.line(
    '"start --export" is the seconds of all cores of its night, by how much all of it is longer, and its memory',
  );
  const header = ['--no-answers', '', 'start', '', '--all-answers', ''];
  table(print, ['export', 'items', 'files', 'infer', ...header], rows);
}
