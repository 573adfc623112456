import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { checks } from '../../lib/sql';
import { TABLE } from '../data';
import { costOfThisProcess } from '../measure';
import { Night } from '../night';

/**
 * Program: runs the validation's query without some of its checks, and says what processors it took. Arguments: folder, number
 * of items, the names of the checks that are left out, `+duplicate_keys` for one that is off by default.
 */
const [, , root = '', items = '', ...names] = process.argv;

async function main(): Promise<void> {
  const night = await Night.open(absoluteFolder(root), 'lines');
  const all = checks({ ...TABLE, checkDuplicateKeys: names.includes('+duplicate_keys') });
  // what reads and translates for the first time is no part of a check
  await night.validate(Number(items), all.slice(0, 1));
  const [started, before] = [performance.now(), process.cpuUsage()];
  await night.validate(
    Number(items),
    all.filter(({ name }) => !names.includes(name)),
  );
  const { user, system } = process.cpuUsage(before);
  const cost = costOfThisProcess(started, { processors: (user + system) / 1e6 });
  await night.close();
  console.log(cost);
}

void main();
