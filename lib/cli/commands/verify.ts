import type { Command } from 'commander';
import { amount } from '../../amount';
import { pathText } from '../../path-text';
import { verifyExports, type PlaceOptions, type VerifiedExport, type VerifiedNight } from '../nights/verify-exports';
import { withTarget } from '../options/target-options';
import { bytes, duration } from '../terminal/format';
import { print } from '../terminal/print';
import { progressBar, type Progress } from '../terminal/progress-bar';

interface VerifyOptions extends PlaceOptions {
  readonly json?: boolean;
}

/** `verify`: are the bytes of an export those that DynamoDB wrote? */
export function verifyCommand(command: Command): Command {
  return withTarget(
    command
      .argument('<export>', 'a folder, s3://bucket/prefix/AWSDynamoDB/ID/, an ExportArn, an ExportId, or a date')
      .option('--table <name>', 'the table of the night, for a date; required if several are configured')
      .option('--json', 'print only the findings, as one JSON document'),
    'aws',
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena verify ~/Downloads/01693467621041-039fcf72
  export-to-athena verify s3://bucket/export/AWSDynamoDB/01693467621041-039fcf72/
  export-to-athena verify 2026-11-23
  export-to-athena verify 2026-11-23 --target local

Reads every data file of a full or an incremental export and compares its MD5 with manifest-files.json, both manifests with
their own checksums, and the item counts of both. It names files that are missing, not listed, truncated or changed. For an
incremental export it also reads the lines, and names those that are not changes of its window, with their keys.

Exit code: 0 every byte is as DynamoDB wrote it, 1 something is wrong, 2 there is no such export.`,
    )
    .action(async (argument: string, options: VerifyOptions) => {
      const ms = new Map<string, number>();
      const verified = await verifyExports(argument, options, async (work) => {
        const began = performance.now();
        const one = await withBar(work);
        ms.set(one.place, performance.now() - began);
        return one;
      });
      const time = (one: VerifiedExport) => ms.get(one.place) ?? 0;
      if (options.json === true) print(JSON.stringify(verified, undefined, 2));
      else
        for (const line of 'windows' in verified ? nightLines(verified, time) : exportLines(verified, time(verified)))
          print(line);
      process.exitCode = isGood(verified) ? 0 : 1;
    });
}

function isGood({ findings }: Pick<VerifiedExport, 'findings'>): boolean {
  return findings.every(({ isHarmless }) => isHarmless === true);
}

function nightLines({ exportDate, baseDate, windows }: VerifiedNight, time: (one: VerifiedExport) => number): string[] {
  const count = windows.length;
  const wrong = windows.filter((window) => !isGood(window)).length;
  return [
    `The night ${exportDate} was made of the night ${baseDate} and ${amount(count, 'window')} of changes.`,
    ...windows.flatMap((window, index) => {
      const [first = '', ...others] = exportLines(window, time(window));
      return ['', `window ${index + 1} of ${count}: ${first}`, ...others];
    }),
    ...(count > 1
      ? ['', wrong === 0 ? `All ${count} windows are right.` : `Wrong: ${wrong} of ${count} windows.`]
      : []),
  ];
}

/** What was found, for a person. */
function exportLines(
  { place, files, bytes: size, items, findings, isIncremental }: VerifiedExport,
  ms: number,
): string[] {
  const counted = items === undefined ? '' : `, ${amount(items, isIncremental ? 'change' : 'item')}`;
  const [missing] = findings.filter(({ check }) => check === 'export_missing');
  if (missing) return [`export_missing  ${missing.file}: ${missing.found}`];
  const read = `${pathText(place)}: ${amount(files, 'file')}, ${bytes(size)}${counted} (${duration(ms)}, ${bytes((size / ms) * 1000)}/s)`;
  const whole = `${read}: every byte is as DynamoDB wrote it${isIncremental ? ', and every line a change of its window' : ''}.`;
  if (findings.length === 0) return [whole];
  const found = findings.map(
    ({ check, file, expected, found: value }) =>
      `  ${check}  ${pathText(file)}\n    expected  ${expected}\n    found     ${value}`,
  );
  const harmless = findings.filter(({ isHarmless }) => isHarmless === true).length;
  const toKnow = `${amount(harmless, 'thing', 'things')} to know, for which no night is refused`;
  if (harmless === findings.length) return [whole, ...found, `${toKnow}.`];
  const wrong = `${amount(findings.length - harmless, 'thing is', 'things are')} wrong${harmless === 0 ? '' : `; ${toKnow}`}`;
  const manifestsAlone = findings.every(({ check }) => check === 'manifest_changed');
  return [
    read,
    ...found,
    manifestsAlone
      ? `${wrong}, for which no night is refused: the data files are as listed, and on AWS nothing reads the checksum of a manifest.`
      : `${wrong}.`,
  ];
}

/** Shows on a terminal how far the work on an export is. */
async function withBar<T>(work: (onProgress: (done: number, total: number) => void) => Promise<T>): Promise<T> {
  let bar: Progress | undefined;
  const megabytes = (size: number) => Math.round(size / 1e6);
  try {
    return await work((done, total) => {
      bar ??= progressBar('Verifying', megabytes(total), 'MB');
      bar.update(megabytes(done));
    });
  } finally {
    bar?.stop();
  }
}
