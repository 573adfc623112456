import { existsSync } from 'node:fs';
import { resources, type Config } from '../../config';
import type { Inspection } from '../../export';
import { readPublishedNights } from '../../night';
import {
  exportReference,
  findNightExports,
  NoExportError,
  type ExportReference,
  type NightExport,
  type NightExports,
} from '../../operations';
import { pathText } from '../../path-text';
import { sum } from '../../sum';
import { findConfiguredTable } from '../options/configured-table';
import { chooseAccess, configOf, type TargetOptions } from '../options/target-options';

/** An inspected export, and where it lies. */
export interface VerifiedExport extends Inspection {
  /** Folder, or `s3://bucket/folder/`; of one that is not there its id. */
  readonly place: string;
}

/** A night made of changes, all of whose windows were inspected: what they have together, and each of them. */
export interface VerifiedNight extends Inspection {
  readonly exportDate: string;
  /** The date of the night that the changes were put on. */
  readonly baseDate: string;
  /** The oldest first. */
  readonly windows: readonly (VerifiedExport & { readonly exportId: string })[];
}

type OnProgress = (done: number, total: number) => void;

/** Does the work on one export, which tells how far it is. */
export type WithProgress = (work: (onProgress: OnProgress) => Promise<VerifiedExport>) => Promise<VerifiedExport>;

/** Options of `verify` that say where an export is. */
export interface PlaceOptions extends TargetOptions {
  readonly table?: string;
}

/**
 * Inspects what a person calls an export: of the date of a night made of changes all of its windows.
 *
 * @throws Error where there is no such export or night
 */
export async function verifyExports(
  argument: string,
  options: PlaceOptions,
  withProgress: WithProgress,
): Promise<VerifiedExport | VerifiedNight> {
  if (existsSync(argument)) {
    const { inspectExportFolder } = await import('../../local/s3');
    return withProgress(async (onProgress) => ({
      place: argument,
      ...(await inspectExportFolder(argument, onProgress)),
    }));
  }
  const reference = exportReference(argument);
  const config = await configOf(options);
  // What is in S3 is in no folder, whichever target is named.
  return options.target === 'aws' || reference.kind === 'object' || reference.kind === 'place'
    ? verifyInS3(config, reference, options, withProgress)
    : verifyInFolder(config, reference, options, withProgress);
}

async function verifyInS3(
  config: Config,
  reference: ExportReference,
  options: PlaceOptions,
  withProgress: WithProgress,
): Promise<VerifiedExport | VerifiedNight> {
  const { accountClients, findDeployedConfig, ExportPlaces, inspectS3Export } = await import('../../aws/operations');
  const clients = accountClients(chooseAccess(config, options));
  const isPlace = reference.kind === 'object' || reference.kind === 'place';
  const places = new ExportPlaces(clients, isPlace ? config : await findDeployedConfig(config, clients));
  const inspect = async (found: ReturnType<typeof places.placeOf>) => {
    const place = await found;
    return withProgress(async (onProgress) => ({
      place: `s3://${place.bucket}/${place.layout.folder}`,
      ...(await inspectS3Export(clients.s3, place, onProgress)),
    }));
  };
  return reference.kind === 'date'
    ? verifyNight(
        await places.nightExports(reference.exportDate, findConfiguredTable(config, options.table)),
        (nightExport) => inspect(places.placeOfNight(nightExport)),
      )
    : inspect(places.placeOf(reference));
}

async function verifyInFolder(
  config: Config,
  reference: Exclude<ExportReference, { kind: 'object' | 'place' }>,
  { table, folder }: PlaceOptions,
  withProgress: WithProgress,
): Promise<VerifiedExport | VerifiedNight> {
  const { openFolder, partitionsOf, listStoredExports } = await import('../../local/operations');
  const { inspectStoredExport } = await import('../../local/s3');
  const local = openFolder(folder, config);
  const layouts = await listStoredExports(local);
  const inspect = ({ exportId }: Pick<NightExport, 'exportId'>): Promise<VerifiedExport> => {
    const layout = layouts.get(exportId);
    if (!layout) throw new NoExportError(`${pathText(folder)} has no export ${exportId}`);
    return withProgress(async (onProgress) => ({
      place: local.store.pathOf(local.bucket, layout.folder.slice(0, -1)),
      ...(await inspectStoredExport(local.store, local.bucket, layout, onProgress)),
    }));
  };
  if (reference.kind !== 'date') return inspect(reference);
  const names = resources(config, findConfiguredTable(config, table));
  const nights = readPublishedNights(partitionsOf(local, names, names.raw));
  return verifyNight(findNightExports(reference.exportDate, nights, names.raw), inspect);
}

/** Inspects all windows of a night made of changes, also where one is not there; of another night its export. */
async function verifyNight(
  { exportDate, baseDate, exports }: NightExports,
  inspect: (nightExport: NightExport) => Promise<VerifiedExport>,
): Promise<VerifiedExport | VerifiedNight> {
  const [first] = exports;
  if (baseDate === undefined && first) return inspect(first);
  const windows: VerifiedNight['windows'][number][] = [];
  for (const nightExport of exports) {
    const { exportId } = nightExport;
    windows.push({ exportId, ...(await inspectOrMiss(exportId, () => inspect(nightExport))) });
  }
  const counts = windows.map(({ items }) => items);
  return {
    exportDate,
    baseDate: baseDate ?? '',
    files: sum(windows.map(({ files }) => files)),
    bytes: sum(windows.map(({ bytes }) => bytes)),
    items: counts.every((count) => count !== undefined) ? sum(counts) : undefined,
    isIncremental: true,
    findings: windows.flatMap(({ findings }) => findings),
    windows,
  };
}

async function inspectOrMiss(exportId: string, inspect: () => Promise<VerifiedExport>): Promise<VerifiedExport> {
  try {
    return await inspect();
  } catch (error) {
    if (!(error instanceof NoExportError)) throw error;
    return {
      place: exportId,
      files: 0,
      bytes: 0,
      items: undefined,
      isIncremental: true,
      findings: [
        { check: 'export_missing', file: exportId, expected: 'the export of the window', found: error.message },
      ],
    };
  }
}
