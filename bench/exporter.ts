import { measure } from './measure';
import { table, type Print } from './print';

/** What the exporter of local tables takes of memory as the table grows: it streams, so no more. */
export async function exporter(items: number, print: Print): Promise<void> {
  const rows: string[][] = [];
  for (const way of ['writer', 'dynamodb']) {
    for (const count of [items / 20, items / 4, items]) {
      print.progress(`exporting ${count} items, ${way}`);
      const { memory, seconds } = await measure('export.ts', String(count), way);
      const mebibytes = ((memory ?? 0) / 2 ** 20).toFixed(0);
      rows.push([way, count.toLocaleString('en-US'), seconds.toFixed(1), mebibytes]);
    }
  }
  print.line('The exporter, by the size of the table: its memory does not grow with it');
  table(print, ['way', 'items', 'seconds', 'MiB'], rows);
}
