import { amount } from '../../amount';
import { parseExportArn, startTimeOf } from '../../export';
import { usableManifest } from '../adopt/manifest-fact';
import { isNewer } from '../adopt/newest-of-date';
import { localDate } from '../local-date';
import { readPublishedNights, type CatalogPartition, type PublishedNight } from '../../night';
import { aws, composeOwnCommand } from './commands';
import type { StrayExport, SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/** No night waits longer for an export: `deadlineHours` are ten days at most. */
const LEFT_AFTER_DAYS = 14;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Hours in which an execution gets the export that another one of the same night has started. */
const FOUND_AGAIN_HOURS = 8;

/**
 * Finds folders of exports in the bucket that no partition of any table refers to; the state machine removes only what
 * it has registered.
 */
export function checkStrays(system: SystemFacts, tables: readonly TableFacts[]): Finding[] {
  const { config, now } = system;
  const strays = (getValue(system.strays) ?? []).filter((stray) => !isAwaited(stray, tables));
  const of = ({ manifest }: StrayExport, { names }: TableFacts) =>
    usableManifest(manifest)?.tableArn.endsWith(`:table/${names.sourceTable}`) === true;
  const isOld = ({ exportId }: StrayExport, days: number | undefined) =>
    days !== undefined && (startTimeOf(exportId) ?? now) < now - days * DAY;
  const findings = tables.flatMap((facts): Finding[] => {
    const finished = strays.filter((stray) => of(stray, facts));
    const over = finished.filter((stray) => isOld(stray, config.retentionDays));
    const nights = readPublishedNights(getValue(facts.partitions.raw) ?? []);
    const replaced = exclude(finished, over).filter((stray) => isReplaced(stray, nights, config.timeZone));
    const about = { check: 'objects', severity: 'warning' as const, table: facts.table.name };
    const { bucket } = facts.names;
    return [
      ...makeFindings(exclude(finished, [...over, ...replaced]), (strays) => ({
        ...about,
        what: `${countExports(strays, 'finished')} in s3://${bucket} without a partition: ${listSome(strays)}.`,
        why: 'They cost storage, and cannot be queried.',
        remedy: composeOwnCommand(config, `adopt --table ${facts.table.name} --dry-run`),
      })),
      ...makeFindings(replaced, (strays) => ({
        ...about,
        what: `${countExports(strays, 'finished')} in s3://${bucket} without a partition, and what is published is newer: ${listSome(strays)}.`,
        why: 'They cost storage, as of an execution that was stopped; adopt leaves them, and the state machine removes what it has registered.',
        remedy: removal(config, tables, bucket, strays),
      })),
      ...makeFindings(over, (strays) => ({
        ...about,
        what: `${countExports(strays, 'finished')} in s3://${bucket} that retentionDays is over for and that are not registered: ${listSome(strays)}.`,
        why: 'They cost storage; the state machine removes what it has registered, and adopts nothing so old.',
        remedy: removal(config, tables, bucket, strays),
      })),
    ];
  });
  const [first] = tables;
  if (!first) return [];
  const { bucket } = first.names;
  const others = strays.filter((stray) => !tables.some((facts) => of(stray, facts)));
  // where it is not known what runs, an export that a night may be waiting for is no stray
  const isKnown = tables.every(({ executions }) => getValue(executions) !== undefined);
  const running = others.filter(
    (stray) =>
      !isKnown &&
      usableManifest(stray.manifest) === undefined &&
      !isOld(stray, Math.max(...tables.map(({ table }) => table.deadlineHours)) / 24),
  );
  const left = others.filter((stray) => usableManifest(stray.manifest) === undefined && isOld(stray, LEFT_AFTER_DAYS));
  return [
    ...findings,
    ...makeFindings(left, (strays) => ({
      check: 'objects',
      severity: 'note' as const,
      what: `${countExports(strays, 'unfinished')} in s3://${bucket} since more than ${LEFT_AFTER_DAYS} days: ${listSome(strays)}.`,
      why: 'DynamoDB leaves what an export that failed has written; it costs storage.',
      remedy: removal(config, tables, bucket, strays),
    })),
    ...makeFindings(exclude(others, [...left, ...running]), (strays) => ({
      check: 'objects',
      severity: 'note' as const,
      what: `Exports that did not end, or those of tables that are not configured, lie in s3://${bucket}: ${listSome(strays)}.`,
      why: 'No night waits for them any more; one that stays costs storage.',
      remedy: aws(config, `s3 ls s3://${bucket}/${strays[0]?.folder ?? ''}`),
    })),
  ];
}

/**
 * Whether adopt would never publish an export: the night of its date has newer items, or, of an incremental one, the newest
 * night has its changes.
 */
function isReplaced({ exportId, manifest }: StrayExport, nights: readonly PublishedNight[], timeZone: string): boolean {
  const usable = usableManifest(manifest);
  if (!usable) return false;
  if (!('exportTime' in usable)) {
    const to = Date.parse(usable.exportToTime);
    return nights.some(({ exportTime }) => Date.parse(exportTime) >= to);
  }
  const { exportTime } = usable;
  const date = localDate(Date.parse(exportTime), timeZone);
  const night = nights.find(({ exportDate }) => exportDate === date);
  return night !== undefined && isNewer(night, { exportTime, exportId });
}

/** Whether an execution works on an export: the one of its input, or one that was begun since it runs. */
function isAwaited({ exportId }: StrayExport, tables: readonly TableFacts[]): boolean {
  const running = tables.flatMap(({ executions }) => getValue(executions)?.running ?? []);
  return running.some(({ input, startTime }) =>
    typeof input.exportArn === 'string'
      ? parseExportArn(input.exportArn)?.exportId === exportId
      : (startTimeOf(exportId) ?? 0) >= startTime - FOUND_AGAIN_HOURS * HOUR,
  );
}

function exclude(all: readonly StrayExport[], listSome: readonly StrayExport[]): StrayExport[] {
  return all.filter((one) => !listSome.includes(one));
}

/** A finding about exports, where there are any. */
function makeFindings(strays: readonly StrayExport[], make: (strays: readonly StrayExport[]) => Finding): Finding[] {
  return strays.length === 0 ? [] : [make(strays)];
}

function countExports({ length }: readonly StrayExport[], kind: string): string {
  return amount(length, `${kind} export lies`, `${kind} exports lie`);
}

/** The commands that remove exports. */
function removal(
  config: SystemFacts['config'],
  tables: readonly TableFacts[],
  bucket: string,
  strays: readonly StrayExport[],
): string {
  const known = tables.flatMap(({ partitions }) => getValue(partitions.files) ?? []);
  const commands = strays.map(({ folder }) =>
    aws(config, `s3 rm s3://${bucket}/${chooseFolder(folder, known)} --recursive`),
  );
  return commands.join(' && ');
}

/** A window's export has its data files beside its own folder, in one that the window has for itself unless a night has it, too. */
function chooseFolder(folder: string, known: readonly CatalogPartition[]): string {
  const prefix = /^(.+\/changes\/\d{4}-\d\d-\d\d\/[^/]+\/\d+\/)AWSDynamoDB\/[^/]+\/?$/.exec(folder)?.[1];
  if (prefix === undefined) return folder;
  const isKnown = known.some(({ Parameters }) =>
    Object.values(Parameters ?? {}).some((text) => `${text}/`.includes(prefix)),
  );
  return isKnown ? folder : prefix;
}

/**
 * ExportIds that no partition has in its parameters, values or location.
 *
 * @param exportIds all folders in the bucket
 */
export function strayIds(exportIds: readonly string[], partitions: Iterable<CatalogPartition>): string[] {
  const known = new Set<string>();
  for (const { Values, Parameters, StorageDescriptor } of partitions) {
    for (const id of [Parameters?.export_id, ...(Values ?? [])]) if (id !== undefined) known.add(id);
    for (const part of (StorageDescriptor?.Location ?? '').split('/')) known.add(part);
  }
  return exportIds.filter((id) => !known.has(id));
}

function listSome(strays: readonly StrayExport[]): string {
  const ids = strays.map(({ exportId }) => exportId);
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');
}
