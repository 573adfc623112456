import type { ExecutionResult, JsonObject } from '../../lib/asl';
import { startTimeOf } from '../../lib/export';
import { ERRORS } from '../../lib/workflow';
import { CLIENT_TOKEN_MILLIS } from '../workflow/services';
import type { World } from './world';

/** What is published: the export's id by date, and by slot. */
export interface Published {
  readonly dates: Readonly<Record<string, string>>;
  readonly slots: Readonly<Record<string, string>>;
  /** Date and id of every export that is registered. */
  readonly registered: readonly string[];
}

export function readPublished(world: World): Published {
  const read = (table: 'raw' | 'latest') =>
    Object.fromEntries(
      world.partitions(table).map(({ Values, Parameters }) => [Values[0] ?? '', Parameters?.export_id ?? '']),
    );
  const registered = world.partitions('files').map(({ Values }) => Values.join(' '));
  return { dates: read('raw'), slots: read('latest'), registered };
}

/** What the slots should show: the night of the last date, and the one before. */
export function slotsFor({ dates }: Pick<Published, 'dates'>): Published['slots'] {
  const [newest, previous] = Object.keys(dates).sort().reverse();
  return {
    ...(newest !== undefined && { newest: dates[newest] ?? '' }),
    ...(previous !== undefined && { previous: dates[previous] ?? '' }),
  };
}

/** At every moment: whatever can be read was verified, and is there. */
export function listUnverified(world: World): string[] {
  const all = [...world.partitions('raw'), ...world.partitions('latest')];
  return all.flatMap((partition) => world.explainUnverified(partition) ?? []);
}

/** After a success: the date shows its newest verified export, the slots the last two dates, and nothing is lost. */
export function wrongAfterSuccess(world: World, before: Published, { output }: ExecutionResult): string[] {
  const now = readPublished(world);
  const { exportDate } = output as { exportDate: string };
  const newest = newestVerified(world, exportDate);
  return [
    ...(now.dates[exportDate] === newest || isExpired(world, exportDate)
      ? []
      : [
          `${exportDate} shows ${now.dates[exportDate] ?? 'nothing'}, its newest verified export is ${newest ?? 'none'}`,
        ]),
    ...wrong('the slots', now.slots, slotsFor(now)),
    ...listLost(world, before, now),
    ...listLeftBehind(world, before, now),
  ];
}

/** After any other end: each date and slot shows what it did before, or what it should after. */
export function wrongAfterFailure(world: World, before: Published): string[] {
  const now = readPublished(world);
  const should = slotsFor(now);
  const dates = Object.entries(now.dates).flatMap(([date, id]) =>
    id === before.dates[date] || isVerified(world, date, id) || isExpired(world, date) ? [] : [`${date} shows ${id}`],
  );
  const slots = Object.entries(now.slots).flatMap(([slot, id]) =>
    id === before.slots[slot] || id === should[slot] || wasShown(world, id) ? [] : [`the slot ${slot} shows ${id}`],
  );
  return [...dates, ...slots, ...listLost(world, before, now), ...listLeftBehind(world, before, now)];
}

/** Any end but success has a reason that can be read, and either what to do or that a redrive goes on from there. */
export function unreadable(world: World, { status, error, cause, failedAt }: ExecutionResult): string[] {
  if (status === 'SUCCEEDED') return [];
  const state = world.definition.States[failedAt?.state ?? ''];
  if (!state) return ['it ended at no state'];
  if (state.Type !== 'Fail')
    return status !== 'FAILED' || (error !== undefined && !DEFECTS.has(error)) ? [] : [`it broke: ${error}: ${cause}`];
  const remedy = (ERRORS as Readonly<Record<string, string>>)[error ?? ''];
  const told = JSON.parse(cause ?? '{}') as JsonObject;
  return [
    ...(remedy !== undefined && told.remedy === remedy ? [] : [`${error ?? 'no name'} does not say what to do`]),
    ...['what', 'found', 'table', 'exportDate', 'execution'].flatMap((field) =>
      told[field] === undefined || told[field] === '' ? [`its cause has no ${field}`] : [],
    ),
  ];
}

/** For validating and publishing, after the deadline of the export. */
const HOURS_AFTER_EXPORT = 12;

/** An execution that went on after its deadline. */
export function overdue({ config, table }: World, { startTime, stopTime, status }: ExecutionResult): string[] {
  const seconds = (stopTime - startTime) / 1000;
  const exports = table.incremental === undefined ? 1 : 2;
  return seconds <= exports * (config.deadlineHours + HOURS_AFTER_EXPORT) * 3600
    ? []
    : [`it ended ${status} only after ${seconds} s`];
}

/** A night whose items are not of the scheduled time, however late they were exported. */
export function ofAnotherTime({ scheduledTime, exportArn }: JsonObject, { output }: ExecutionResult): string[] {
  if (typeof scheduledTime !== 'string' || exportArn !== undefined || output === undefined) return [];
  const { exportTime } = output as { exportTime: string };
  return Date.parse(exportTime) === Date.parse(scheduledTime) ? [] : [`its items are of ${exportTime}`];
}

/**
 * More than one export of an execution: each is billed. DynamoDB knows a client token for 8 hours; where the answer of a
 * call is lost, and the execution is redriven after that, a second export (of the same items) is all that it can do.
 */
export function findOvercharged(world: World): string[] {
  return [...world.started].flatMap(([execution, all]) => {
    const kinds = new Set(all.map((arn) => describeExported(world, arn)));
    return [...kinds].flatMap((kind) =>
      findTooMany(
        execution,
        all.filter((arn) => describeExported(world, arn) === kind),
      ),
    );
  });
}

/** The window of an export, or the instant: an execution may have one of each. */
function describeExported(world: World, arn: string): string {
  const { exportTime, window } = world.exportOf(arn.split('/').at(-1) ?? '') ?? {};
  return window ? `${window.from} ${window.to}` : String(exportTime);
}

function findTooMany(execution: string, exports: readonly string[]): string[] {
  const times = exports.map((arn) => startTimeOf(arn.split('/').at(-1) ?? '') ?? NaN);
  return times.slice(1).every((time, index) => time - (times[index] ?? NaN) >= CLIENT_TOKEN_MILLIS)
    ? []
    : [`the execution ${execution} started ${exports.length} exports`];
}

/** Names that no call can give, so that the definition itself is wrong; a history that is full is States.Runtime too. */
const DEFECTS = new Set(['States.Runtime', 'States.QueryEvaluationError']);

/**
 * Whether an execution that broke may have left a date with an export: the newest that was verified or, where a full export
 * has refuted a night of changes, which is published first, the one before it.
 */
function isVerified(world: World, date: string, id: string): boolean {
  return id === newestVerified(world, date) || wasShown(world, id);
}

/** Whether an export was verified, and may be a night that is published before a full export refutes it. */
function wasShown(world: World, id: string): boolean {
  return (
    world.table.incremental !== undefined &&
    world.partitions('files').some(({ Values, Parameters }) => Values[1] === id && Parameters?.verified === 'true')
  );
}

/**
 * Of a date's exports that were recorded as verified the one whose items are newest, the one started last where two are of
 * the same time; without a record, none.
 */
function newestVerified(world: World, date: string): string | undefined {
  return world
    .partitions('files')
    .filter(({ Values, Parameters }) => Values[0] === date && Parameters?.verified === 'true')
    .map(({ Values, Parameters }) => ({ id: Values[1] ?? '', time: Parameters?.export_time ?? '' }))
    .sort((one, other) => (one.time + one.id < other.time + other.id ? -1 : 1))
    .at(-1)?.id;
}

/** Dates that are gone, though retention keeps them. */
function listLost(world: World, before: Published, now: Published): string[] {
  const kept = Object.keys(before.dates).filter((date) => !isExpired(world, date));
  return kept.filter((date) => now.dates[date] === undefined).map((date) => `${date} is lost`);
}

/** Objects of exports that were registered and are no more: no later night would find them. */
function listLeftBehind(world: World, before: Published, now: Published): string[] {
  const ids = (all: readonly string[]) => all.map((one) => one.split(' ')[1] ?? '');
  const forgotten = ids(before.registered).filter((id) => !ids(now.registered).includes(id));
  const left = [...world.objects].filter(([, id]) => forgotten.includes(id)).map(([key]) => key);
  const folders = before.registered
    .filter((one) => !now.registered.includes(one))
    .map((one) => `manifests/${world.names.files}/${one.replace(' ', '/')}/`);
  const copies = [...world.objects.keys()].filter((key) => folders.some((folder) => key.startsWith(folder)));
  return [...new Set([...left, ...copies])].map((key) => `${key} is left, and no partition names it`);
}

/** Whether a date may go at any time; the day on which it begins to differs by time zone. */
function isExpired({ config, clock }: World, date: string): boolean {
  const { retentionDays: days = Infinity } = config;
  return Date.parse(date) < clock.now() - days * 86_400_000;
}

function wrong(what: string, found: object, expected: object): string[] {
  const [is, should] = [found, expected].map((each) => JSON.stringify(Object.entries(each).sort()));
  return is === should ? [] : [`${what} are ${is ?? ''} and should be ${should ?? ''}`];
}
