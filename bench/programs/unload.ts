import { costOfThisProcess } from '../measure';
import { Night } from '../night';

/** Program: writes a night as Parquet and validates that. Arguments: folder, items. */
const [, , root = '', items = ''] = process.argv;

async function main(): Promise<void> {
  const night = await Night.open(root, 'columnar');
  const started = performance.now();
  const read = await night.unload();
  const unloaded = performance.now();
  const validated = await night.validate(Number(items));
  const seconds = (from: number, to: number) => (to - from) / 1000;
  const parts = { unload: seconds(started, unloaded), validation: seconds(unloaded, performance.now()) };
  console.log(costOfThisProcess(started, parts, { unload: read, validation: validated.bytes }));
  await night.close();
}

void main();
