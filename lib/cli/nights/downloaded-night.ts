import { amount } from '../../amount';
import { VirtualClock } from '../../asl';
import { nameSharedResources, type Config } from '../../config';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { makeNights } from '../../local/folder/new-nights';
import { findExports, orderExports, type DownloadedExport, type ImportedExport } from '../../local/s3';
import { requireApart } from '../../local/s3/apart-from-nights';
import { addExportPrefixes } from '../../local/s3/read-exports';
import { LocalSystem, localStore } from '../../local/system';
import { bytes } from '../terminal/format';
import { placeExport } from '../inference/place-export';
import { identifyExportedTable, type Keys } from './exported-table';
import { manifestWarnings } from './manifest-warnings';
import { print } from '../terminal/print';
import { noteLostTables } from './note-lost-tables';
import { runNight } from './run-night';
import { showNight, type RanNight } from './show-night';
import { pathText } from '../../path-text';

/** How downloaded nights are run. */
export interface DownloadedNightOptions extends Keys, Pick<RanNight, 'answers' | 'say'> {}

/** The same, of which it is known where lines go. */
interface Told extends DownloadedNightOptions {
  readonly say: NonNullable<RanNight['say']>;
}

/**
 * Nights of downloaded exports: one of a full export, and one of each incremental export that follows it. They are those of a
 * configured table, or of any other, whose key and attributes the items of the full export tell.
 *
 * @param folder whose nights they replace
 * @param directories the exports as they were downloaded, in any order
 * @returns whether all were published; the first that is not is the last that is run
 * @throws ImportError, ManifestError, InferError
 */
export async function runDownloadedNights(
  config: Config,
  folder: AbsoluteFolder,
  directories: readonly string[],
  options: DownloadedNightOptions,
): Promise<boolean> {
  const began = performance.now();
  const found: DownloadedExport[] = [];
  for (const directory of directories) found.push(...(await findExports(directory)));
  requireApart(found, folder);
  const exports = orderExports(found);
  const { answers, say = print } = options;
  const ran = await makeNights(folder, (next) => runInto(config, next, exports, { ...options, say }), noteLostTables);
  return showNight(ran.result, { folder, ...ran, answers, say, times: { began, night: ran.milliseconds } });
}

async function runInto(
  config: Config,
  folder: AbsoluteFolder,
  [full, ...increments]: ReturnType<typeof orderExports>,
  options: Told,
) {
  const { say } = options;
  const store = localStore(folder);
  const { bucket } = nameSharedResources(config);
  const place = async (found: DownloadedExport): Promise<ImportedExport> => {
    const imported = await placeExport(store, found, bucket);
    say(`${pathText(found.directory)}: ${amount(imported.files, 'file')}, ${bytes(imported.bytes)}.`);
    for (const warning of await manifestWarnings(store, imported)) say(warning);
    return imported;
  };
  const first = await place(full);
  const exported = await identifyExportedTable(config, store, first, {
    folder,
    directory: full.directory,
    options,
    increments,
  });
  const imported = [first];
  for (const increment of increments) imported.push(await place(increment));
  const clock = new VirtualClock(Date.now());
  const table = addExportPrefixes(
    exported.table,
    imported.map(({ layout }) => layout.manifestSummary),
  );
  const system = await LocalSystem.open({ folder, ...exported, table, clock, random: Math.random });
  try {
    const arns = imported.map((each) => system.adopt(each));
    const started = performance.now();
    let result = await runNight(system, exported.config, clock, { exportArn: arns[0] }, say);
    for (const exportArn of arns.slice(1))
      if (result.status === 'SUCCEEDED') result = await runNight(system, exported.config, clock, { exportArn }, say);
    return { result, milliseconds: performance.now() - started, ...exported };
  } finally {
    await system.close();
  }
}
