import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AWKWARD, awkwardExport } from './awkward-exports';
import { measure } from './measure';
import { table, type Print } from './print';

const PROGRAM = join(__dirname, '..', 'bin', 'export-to-athena');

/** Items that {@link AWKWARD} has at its whole size, by the usual number of items of a benchmark. */
const WHOLE = 1_000_000;

/** What exports of an awkward size take: to infer their table, and to run their night, without and with all answers. */
export async function awkward(items: number, print: Print): Promise<void> {
  const rows: string[][] = [];
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-bench-'));
  try {
    for (const name of Object.keys(AWKWARD)) {
      const { folder: directory, made } = await awkwardExport(name, items / WHOLE, print.progress);
      const run = async (...args: string[]) => {
        print.progress(`${name}: ${args.join(' ')}`);
        const { seconds } = await measure('exec "$@" > /dev/null', process.execPath, PROGRAM, ...args);
        return seconds.toFixed(1);
      };
      const start = ['start', '--export', directory, '--folder', folder];
      rows.push([
        name,
        made.items.toLocaleString('en-US'),
        made.files.toLocaleString('en-US'),
        await run('infer', directory),
        await run(...start, '--no-answers'),
        await run(...start),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print.line(`Exports of awkward sizes, in seconds with Node's start; --items ${WHOLE} is their whole size`);
  table(print, ['export', 'items', 'files', 'infer', 'start --no-answers', 'start'], rows);
}
