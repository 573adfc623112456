import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { verifyStoredExport, FileStore } from '../../lib/local/s3';
import { LAYOUT, NAMES } from '../data';
import { costOfThisProcess, cpuSeconds } from '../measure';
import { Night } from '../night';

/** Program: validates a written export as the workflow does on one machine. Arguments: folder, number of items. */
const [, , root = '', items = ''] = process.argv;

async function main(): Promise<void> {
  const night = await Night.open(root, 'lines');
  const [started, before] = [performance.now(), cpuSeconds()];
  const { problems } = await night.validate(Number(items));
  const processors = cpuSeconds() - before;
  const cost = costOfThisProcess(started);
  // the odd orders have no number for a price: found, but no reason to refuse the night
  if (!problems.includes('type_of_price') || problems.some((check) => !check.startsWith('type_of_')))
    throw new Error(`The validation found ${problems.join(', ') || 'nothing'}; it should find odd prices and no more`);
  await night.close();
  const again = cpuSeconds();
  await verifyStoredExport(new FileStore(absoluteFolder(root)), NAMES.bucket, LAYOUT);
  const checksums = cpuSeconds() - again;
  console.log(JSON.stringify({ ...JSON.parse(cost), parts: { processors, checksums } }));
}

void main();
