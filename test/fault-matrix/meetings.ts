import type { Started } from './drive';
import type { Settings } from '../workflow/services';
import { worldWith } from './scenarios';
import type { Pair } from './interleavings';
import type { World } from './world';

/** Two executions, and what there was before. */
interface Meeting {
  readonly context?: Record<string, unknown>;
  readonly nights?: readonly string[];
  /** What happened besides. */
  readonly prepare?: (world: World) => Promise<void>;
  readonly inputs: (world: World) => readonly [Started['input'], Started['input']];
}

const EXPIRES = { retentionDays: 10 };

const dates = (one: string, other: string) => () => [{ exportDate: one }, { exportDate: other }] as const;

const MEETINGS: Readonly<Record<string, Meeting>> = {
  'the first two nights': { context: EXPIRES, inputs: dates('2026-01-30', '2026-01-31') },
  'the first date twice': { inputs: dates('2026-01-31', '2026-01-31') },
  'a date twice that had a night before, while another one expires': {
    context: EXPIRES,
    nights: ['2026-01-21', '2026-01-30', '2026-01-31'],
    prepare: ({ clock }) => clock.sleep(86_400_000),
    inputs: dates('2026-01-31', '2026-01-31'),
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
  'a night, and the repetition of one that had expired by half': {
    context: EXPIRES,
    nights: ['2026-01-20', '2026-01-29', '2026-01-30'],
    prepare: async ({ catalog, names }) => {
      const files = catalog.table(names.database, names.files);
      const left = files?.partitions.filter(({ Values }) => Values[0] !== '2026-01-20');
      if (files && left) catalog.setPartitions(files, left);
    },
    inputs: dates('2026-01-31', '2026-01-20'),
  },
};

/** Names of the meetings of the list. */
export const MEETING_NAMES: readonly string[] = Object.keys(MEETINGS);

/** A meeting of the list, with what was there before it. */
export async function pairOf(name: string, change?: Settings['change']): Promise<Pair> {
  const meeting = MEETINGS[name];
  if (!meeting) throw new Error(`no meeting is called ${name}`);
  const { nights = [], context, prepare, inputs } = meeting;
  const world = await worldWith(nights, context, change && { change });
  await prepare?.(world);
  world.script = { exportMinutes: 0 };
  const [one, other] = inputs(world);
  return {
    name,
    world,
    executions: [
      { name: 'one', input: one },
      { name: 'other', input: other },
    ],
  };
}
