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
  /** How they end. @default - both succeed */
  readonly ends?: Pair['ends'];
}

const EXPIRES = { retentionDays: 10 };

const dates = (one: string, other: string) => () => [{ exportDate: one }, { exportDate: other }] as const;

const MEETINGS: Readonly<Record<string, Meeting>> = {
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
  'a night, and the repetition of one that had expired': {
    context: EXPIRES,
    nights: ['2026-01-19', '2026-01-29', '2026-01-30'],
    inputs: dates('2026-01-31', '2026-01-19'),
  },
};

/** Names of the meetings of the list. */
export const MEETING_NAMES: readonly string[] = Object.keys(MEETINGS);

/** A meeting of the list, with what was there before it. */
export async function pairOf(name: string, change?: Settings['change']): Promise<Pair> {
  const meeting = MEETINGS[name];
  if (!meeting) throw new Error(`no meeting is called ${name}`);
  const { nights = [], context, prepare, inputs, ends = [['SUCCEEDED'], ['SUCCEEDED']] } = meeting;
  const world = await worldWith(nights, context, change && { change });
  await prepare?.(world);
  world.script = { exportMinutes: 0 };
  const [one, other] = inputs(world);
  return {
    name,
    world,
    ends,
    executions: [
      { name: 'one', input: one },
      { name: 'other', input: other },
    ],
  };
}
