import { Command, InvalidArgumentError } from 'commander';
import { awkward } from './awkward';
import { columnar, columnarWide } from './columnar';
import { exporter } from './exporter';
import { grouping } from './grouping';
import { history } from './history';
import { incremental } from './incremental';
import { output } from './output';
import type { Print } from './print';
import { transitions } from './transitions';
import { validation } from './validation';
import { validationChecks } from './validation-checks';
import { verify } from './verify';

const BENCHMARKS: Readonly<Record<string, (items: number, print: Print) => Promise<void>>> = {
  transitions,
  validation,
  'validation-checks': validationChecks,
  grouping,
  columnar,
  'columnar-wide': columnarWide,
  exporter,
  verify,
  output,
  awkward,
  history,
  incremental,
};

/** Without those that take very long. */
const USUAL = Object.keys(BENCHMARKS).filter((name) => !['awkward', 'history', 'incremental'].includes(name));

const print: Print = {
  line: (text) => process.stdout.write(`${text}\n`),
  progress: (text) => process.stderr.write(`... ${text}\n`),
};

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1000)
    throw new InvalidArgumentError('Give a whole number of at least 1000.');
  return number;
}

new Command('bench')
  .description('Measures what the project promises, as ratios within one run.')
  .argument('[names...]', `which: ${Object.keys(BENCHMARKS).join(', ')}`, USUAL)
  .option('--items <number>', 'items of the generated export', wholeNumber, 1_000_000)
  .addHelpText(
    'after',
    '\nExamples:\n  npm run bench\n  npm run bench -- validation --items 100000\n  npm run bench -- incremental --items 20000',
  )
  .action(async (names: string[], { items }: { items: number }) => {
    const unknown = names.find((name) => !Object.hasOwn(BENCHMARKS, name));
    if (unknown !== undefined)
      throw new Error(`There is no benchmark ${unknown}; use ${Object.keys(BENCHMARKS).join(', ')}`);
    for (const name of names) {
      await BENCHMARKS[name]?.(items, print);
      print.line('');
    }
  })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
