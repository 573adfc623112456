import { parseConfig } from '../../lib/config';
import { runDownloadedNights } from '../../lib/cli/nights/downloaded-night';
import type { Answers } from '../../lib/cli/nights/show-night';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { costOfThisProcess, cpuSeconds } from '../measure';

/**
 * Program: what `start --export` does. Arguments: export, folder, which saved queries are answered. The parts
 * are the seconds of all cores that its night took, and all of it, without Node's start and the compiling of this program.
 */
const [, , directory = '', folder = '', answers = ''] = process.argv;

async function main(): Promise<void> {
  const [started, before] = [performance.now(), cpuSeconds()];
  // the night tells when it begins and when it has ended, and nothing else of it does
  const times: number[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: string | Uint8Array) => {
    if (/^(\nNight: |Verified and published)/m.test(String(text))) times.push(cpuSeconds());
    return true;
  };
  const published = await runDownloadedNights(parseConfig({}), absoluteFolder(folder), [directory], {
    answers: answers as Answers,
  });
  process.stdout.write = write;
  const [from = NaN, to = NaN] = times;
  if (!published) throw new Error(`The night of ${directory} was not published`);
  console.log(costOfThisProcess(started, { night: to - from, all: cpuSeconds() - before }));
}

void main();
