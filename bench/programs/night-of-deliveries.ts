import { Chain, type Way } from '../chain';
import { costOfThisProcess } from '../measure';

/**
 * Program: makes a night of deliveries after a day of changes. Arguments: folder, way (`base` for the night before the
 * changes), items of the night, items and fingerprint of the night before, records of changes. Its parts are CPU seconds of
 * the steps, its bytes what each of them read and wrote; the last line has the night's fingerprint.
 */
const [, , root = '', way = '', items = '', baseItems = '', fingerprint = '', records = ''] = process.argv;

async function main(): Promise<void> {
  const chain = await Chain.open(root, way === 'base' ? 'changes' : (way as Way));
  const started = performance.now();
  if (way === 'base') {
    const found = await chain.makeBase(Number(items));
    console.log(JSON.stringify({ ...(JSON.parse(costOfThisProcess(started)) as object), fingerprint: found }));
  } else {
    if (way === 'changes') chain.publish('before');
    const steps = await chain.make(Number(items), { items: Number(baseItems), fingerprint }, Number(records));
    const seconds = Object.entries(steps).map(([name, step]) => [name, step.seconds] as const);
    const bytes = Object.entries(steps).flatMap(([name, { read, written }]) => [
      [`${name} read`, read] as const,
      [`${name} written`, written] as const,
    ]);
    console.log(costOfThisProcess(started, Object.fromEntries(seconds), Object.fromEntries(bytes)));
  }
  await chain.close();
}

void main();
