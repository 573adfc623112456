import type { ExecutionResult } from '../../asl';
import { resources, type Resources, type Table } from '../../config';
import { readPublishedNights, readPublishedSlots } from '../../night';
import {
  adoptionInput,
  toKnownNight,
  usableManifest,
  type AdoptionActions,
  type AdoptionFacts,
  type AdoptionStep,
  type KnownExport,
  type NightExecution,
} from '../../operations';
import { partitionsOf, listStoredExports, readStoredManifest, type LocalFolder } from '../doctor/open-folder';

/** What a folder has for a plan: the exports in its bucket, and its published nights. */
export async function localAdoptionFacts(
  folder: LocalFolder,
  table: Table,
  { now, since }: { readonly now: number; readonly since: string | undefined },
): Promise<AdoptionFacts> {
  const names = resources(folder.config, table);
  const exports: KnownExport[] = [];
  for (const [exportId, layout] of await listStoredExports(folder))
    exports.push({
      exportId,
      listed: undefined,
      manifest: await readStoredManifest(folder, layout),
      manifestKey: layout.manifestSummary,
    });
  const raw = partitionsOf(folder, names, names.raw);
  // a night of whose files nothing is recorded is verified again, which records them
  const recorded = new Set(raw.filter(({ Files }) => Files !== undefined).map(({ Values: [date] }) => date));
  const published = readPublishedNights(raw);
  const slots = readPublishedSlots(partitionsOf(folder, names, names.latest));
  // a night that its slot does not show was stopped before that state: it is published again
  const isShown = (exportId: string, slot: string | undefined) =>
    slot === undefined || slots.get(slot)?.exportId === exportId;
  const nights = published
    .filter(({ exportId }, index) => isShown(exportId, ['newest', 'previous'][published.length - 1 - index]))
    .filter(({ exportDate }) => recorded.has(exportDate))
    .map(toKnownNight);
  const tableArn = tableArnIn(exports, names) ?? localTableArn(folder, names);
  return {
    config: folder.config,
    isIncremental: table.incremental !== undefined,
    tableArn,
    bucket: folder.bucket,
    exportFolders: names.exportFolders,
    exports,
    nights,
    running: new Set(),
    now,
    since,
  };
}

/** Exports that were downloaded have the table's ARN of their account. */
function tableArnIn(exports: readonly KnownExport[], names: Resources): string | undefined {
  const arns = exports.map(({ manifest }) => usableManifest(manifest)?.tableArn ?? '');
  return arns.find((arn) => arn.endsWith(`:table/${names.sourceTable}`));
}

function localTableArn({ config }: LocalFolder, names: Resources): string {
  return `arn:aws:dynamodb:${config.region}:000000000000:table/${names.sourceTable}`;
}

/** Runs each step of a plan as a night on this machine. */
export function localActions(night: (step: AdoptionStep) => Promise<ExecutionResult>): AdoptionActions {
  const ended = new Map<string, NightExecution>();
  return {
    start: async (step, name) => {
      const { status, startTime, stopTime, error, cause } = await night(step);
      const input = adoptionInput(step);
      ended.set(name, {
        arn: name,
        name,
        status,
        startTime,
        stopTime,
        input,
        output: {},
        error,
        cause,
        state: undefined,
      });
      return name;
    },
    awaitEnd: (name) => {
      const execution = ended.get(name);
      return execution ? Promise.resolve(execution) : Promise.reject(new Error(`${name} was not started`));
    },
  };
}
