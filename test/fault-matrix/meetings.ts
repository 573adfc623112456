import type { Started } from './drive';
import type { Settings } from '../workflow/services';
import { OF_CHANGES as CHANGES, worldWith } from './scenarios';
import type { Concurrent } from './interleavings';
import type { World } from './world';

/** Executions that meet, and what there was before. */
interface Meeting {
  readonly context?: Record<string, unknown>;
  readonly nights?: readonly string[];
  /** What happened besides. */
  readonly prepare?: (world: World) => Promise<void>;
  readonly inputs: (world: World) => readonly Started['input'][];
  /** How they may end. @default - all succeed */
  readonly ends?: Concurrent['ends'];
  readonly turns?: Concurrent['turns'];
}

const EXPIRES = { retentionDays: 10 };

const dates =
  (...exportDates: readonly string[]) =>
  () =>
    exportDates.map((exportDate) => ({ exportDate }));

/**
 * Where executions can come before one another: at the calls that change, or read, what others change and read too.
 * All that comes before lies in folders and partitions of an execution's own, and two of them meet there, too.
 */
const PUBLISHING: ReadonlySet<string> = new Set([
  'recordVerified',
  'publishPartition',
  'readVerified',
  'replacePartition',
  'readNights',
  'publishPrevious',
  'createPrevious',
  'publishNewest',
  'createNewest',
]);

/** Where retention is at work, too. */
const EXPIRING: ReadonlySet<string> = new Set([
  'publishPartition',
  'readNights',
  'publishNewest',
  'readExpired',
  'markExpired',
  'expirePartitions',
]);

const OF_TWO: Readonly<Record<string, Meeting>> = {
  'the first two nights': { context: EXPIRES, inputs: dates('2026-01-30', '2026-01-31') },
  'the first date twice': { inputs: dates('2026-01-31', '2026-01-31') },
  'a date twice that had a night before, while another one expires and the objects of a third go': {
    context: EXPIRES,
    nights: ['2025-12-22', '2026-01-01', '2026-01-02', '2026-01-22', '2026-01-30', '2026-01-31'],
    prepare: ({ clock }) => clock.sleep(2 * 86_400_000),
    inputs: dates('2026-01-31', '2026-01-31'),
  },
  'two nights after a gap, of which one expires what the other shows': {
    context: EXPIRES,
    nights: ['2025-12-19', '2025-12-20'],
    inputs: dates('2026-01-30', '2026-01-31'),
  },
  'a night that removes an export, and the adoption of that export': {
    context: EXPIRES,
    nights: ['2025-12-20', '2025-12-30', '2025-12-31', '2026-01-29'],
    inputs: (world) => {
      const [exportArn = ''] = [...world.started.values()].flat().sort();
      return [{ exportDate: '2026-01-31' }, { exportArn, exportDate: '2025-12-20' }];
    },
    // the manifest of an export that is gone is gone too
    ends: [['SUCCEEDED'], ['Export.Expired', 'Manifest.Missing']],
  },
  'a night and the one before, repeated': {
    nights: ['2026-01-30'],
    inputs: dates('2026-01-30', '2026-01-31'),
  },
  'one export, taken over twice': {
    nights: ['2026-01-30'],
    inputs: (world) => {
      const input = { exportArn: world.exportByHand(), exportDate: '2026-01-31' };
      return [input, input];
    },
  },
  'a night, and one that it pushes out of the slots': {
    turns: PUBLISHING,
    nights: ['2026-01-30'],
    inputs: dates('2026-01-31', '2026-01-29'),
  },
  'a night, and the repetition of one that had expired': {
    context: EXPIRES,
    nights: ['2026-01-19', '2026-01-29', '2026-01-30'],
    inputs: dates('2026-01-31', '2026-01-19'),
  },
};

const OF_THREE: Readonly<Record<string, Meeting>> = {
  'a date three times that had a night before': {
    turns: PUBLISHING,
    nights: ['2026-01-30', '2026-01-31'],
    inputs: dates('2026-01-31', '2026-01-31', '2026-01-31'),
  },
  'three dates in a row': { turns: PUBLISHING, inputs: dates('2026-01-29', '2026-01-30', '2026-01-31') },
  'three nights, of which two repeat what a third expires': {
    context: EXPIRES,
    turns: EXPIRING,
    nights: ['2026-01-19', '2026-01-30'],
    inputs: dates('2026-01-31', '2026-01-19', '2026-01-19'),
  },
};

/** Where nights of changes depend on each other: what they are made of, and whether it is the newest still. */
const BASES: ReadonlySet<string> = new Set(['readBase', 'unloadExport', 'validateExport', 'readNewest', ...PUBLISHING]);

/** Two nights that are made of one night before; the later one in time may be published first. */
const OF_CHANGES: Readonly<Record<string, Meeting>> = {
  'two nights of changes of one instant': {
    context: CHANGES,
    turns: BASES,
    nights: ['2026-01-30'],
    inputs: () => [{ scheduledTime: '2026-01-30T19:00:00Z' }, { scheduledTime: '2026-01-30T19:00:00Z' }],
  },
  'two nights of changes of two instants': {
    context: CHANGES,
    turns: BASES,
    nights: ['2026-01-29'],
    inputs: () => [
      { scheduledTime: '2026-01-30T19:00:00Z' },
      { scheduledTime: '2026-01-29T19:00:00Z', exportDate: '2026-01-30' },
    ],
  },
  'a night of changes, and a full export of another instant': {
    context: CHANGES,
    turns: BASES,
    nights: ['2026-01-30'],
    inputs: () => [
      { scheduledTime: '2026-01-30T19:00:00Z' },
      { scheduledTime: '2026-01-30T18:00:00Z', exportType: 'FULL_EXPORT' },
    ],
  },
};

const MEETINGS = { ...OF_TWO, ...OF_THREE, ...OF_CHANGES };

/** Names of the meetings of two, of three, and of two nights of changes. */
export const MEETINGS_OF_TWO: readonly string[] = Object.keys(OF_TWO);
export const MEETINGS_OF_THREE: readonly string[] = Object.keys(OF_THREE);
export const MEETINGS_OF_CHANGES: readonly string[] = Object.keys(OF_CHANGES);

/** A meeting of the lists, with what was there before it. */
export async function meetingOf(name: string, change?: Settings['change']): Promise<Concurrent> {
  const meeting = MEETINGS[name];
  if (!meeting) throw new Error(`no meeting is called ${name}`);
  const { nights = [], context, prepare, inputs, turns } = meeting;
  const world = await worldWith(nights, context, change && { change });
  await prepare?.(world);
  world.script = { exportMinutes: 0 };
  const executions = inputs(world).map((input, index) => ({ name: NAMES[index] ?? String(index), input }));
  const { ends = executions.map(() => ['SUCCEEDED'] as const) } = meeting;
  return { name, world, ends, executions, ...(turns && { turns }) };
}

const NAMES = ['one', 'other', 'third'];
