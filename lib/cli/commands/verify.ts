import { amount } from '../../amount';
import type { LocalFolder } from '../../local/operations';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { resources, type Config, type Table } from '../../config';
import type { Inspection } from '../../export';
import { readPublishedNights } from '../../night';
import { exportReference, type ExportReference } from '../../operations';
import { findConfiguredTable } from '../options/configured-table';
import { bytes, duration } from '../terminal/format';
import { print } from '../terminal/print';
import { progressBar, type Progress } from '../terminal/progress-bar';
import { chooseAccess, configOf, withTarget, type TargetOptions } from '../options/target-options';
import { pathText } from '../../path-text';

interface VerifyOptions extends TargetOptions {
  readonly table?: string;
  readonly json?: boolean;
}

/** An inspected export, and where it lies. */
export interface VerifiedExport extends Inspection {
  /** Folder, or `s3://bucket/folder/`. */
  readonly place: string;
}

type OnProgress = (done: number, total: number) => void;

/** `verify`: are the bytes of an export those that DynamoDB wrote? */
export function verifyCommand(command: Command): Command {
  return withTarget(
    command
      .argument('<export>', 'a folder, s3://bucket/prefix/AWSDynamoDB/ID/, an ExportArn, an ExportId, or a date')
      .option('--table <name>', 'the table whose night of a date is meant; needed where several are configured')
      .option('--json', 'only what was found, as one JSON document'),
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
their own checksums, and the items that both count. A file that is missing, not listed, truncated or changed is named. Of an
incremental export the lines are read, too: those are named, with their keys, that are no change of its window.

Exit code: 0 every byte is as DynamoDB wrote it, 1 something is wrong, 2 there is no such export.`,
    )
    .action(async (argument: string, options: VerifyOptions) => {
      const began = performance.now();
      const verified = await withBar((onProgress) => verify(argument, options, onProgress));
      if (options.json === true) print(JSON.stringify(verified, undefined, 2));
      else for (const line of verificationLines(verified, performance.now() - began)) print(line);
      process.exitCode = verified.findings.every(({ isHarmless }) => isHarmless === true) ? 0 : 1;
    });
}

/** What was found, for a person. */
export function verificationLines(
  { place, files, bytes: size, items, findings, isIncremental }: VerifiedExport,
  ms: number,
): string[] {
  const counted = items === undefined ? '' : `, ${amount(items, isIncremental ? 'change' : 'item')}`;
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

async function withBar<T>(work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
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

async function verify(argument: string, options: VerifyOptions, onProgress: OnProgress): Promise<VerifiedExport> {
  if (existsSync(argument)) {
    const { inspectExportFolder } = await import('../../local/s3');
    return { place: argument, ...(await inspectExportFolder(argument, onProgress)) };
  }
  const reference = exportReference(argument);
  const config = await configOf(options);
  // What is in S3 is in no folder, whichever target is named.
  return options.target === 'aws' || reference.kind === 'object' || reference.kind === 'place'
    ? verifyInS3(config, reference, options, onProgress)
    : verifyInFolder(config, reference, options, onProgress);
}

async function verifyInS3(
  config: Config,
  reference: ExportReference,
  options: VerifyOptions,
  onProgress: OnProgress,
): Promise<VerifiedExport> {
  const { accountClients, findDeployedConfig, exportPlace, inspectS3Export } = await import('../../aws/operations');
  const clients = accountClients(chooseAccess(config, options));
  const isPlace = reference.kind === 'object' || reference.kind === 'place';
  const deployed = isPlace ? config : await findDeployedConfig(config, clients);
  const place = await exportPlace(clients, deployed, () => findConfiguredTable(config, options.table), reference);
  const inspection = await inspectS3Export(clients.s3, place, onProgress);
  return { place: `s3://${place.bucket}/${place.layout.folder}`, ...inspection };
}

async function verifyInFolder(
  config: Config,
  reference: Exclude<ExportReference, { kind: 'object' | 'place' }>,
  { table, folder }: VerifyOptions,
  onProgress: OnProgress,
): Promise<VerifiedExport> {
  const { openFolder, partitionsOf, listStoredExports } = await import('../../local/operations');
  const { inspectStoredExport } = await import('../../local/s3');
  const local = openFolder(folder, config);
  const id =
    reference.kind === 'date'
      ? nightOf(local, reference.exportDate, findConfiguredTable(config, table))
      : reference.exportId;
  const layout = (await listStoredExports(local)).get(id);
  if (!layout) throw new Error(`${pathText(folder)} has no export ${id}`);
  const inspection = await inspectStoredExport(local.store, local.bucket, layout, onProgress);
  return { place: local.store.pathOf(local.bucket, layout.folder.slice(0, -1)), ...inspection };

  function nightOf(from: LocalFolder, date: string, of: Table): string {
    const names = resources(config, of);
    const nights = readPublishedNights(partitionsOf(from, names, names.raw));
    const found = nights.find(({ exportDate }) => exportDate === date)?.exportId;
    if (found !== undefined) return found;
    const there = nights
      .map(({ exportDate }) => exportDate)
      .slice(-3)
      .reverse();
    throw new Error(
      `${names.raw} has no published night of ${date}: ${there.length === 0 ? 'it has none' : `the newest are ${there.join(', ')}`}`,
    );
  }
}
