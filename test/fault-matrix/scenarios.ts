import type { JsonObject } from '../../lib/asl';
import { parseConfig } from '../../lib/config';
import type { Definition, ErrorName } from '../../lib/workflow';
import type { ChangeWindow, Script } from '../workflow/scripted-export';
import type { Settings } from '../workflow/services';
import { drive, type Call, type Started } from './drive';
import { World } from './world';

/** A night that the faults strike. */
interface Night {
  readonly context?: Record<string, unknown>;
  readonly checks?: Settings['checks'];
  /** Dates of the nights before, in their order. */
  readonly nights?: readonly string[];
  readonly input?: (world: World) => JsonObject;
  readonly script?: Script;
  /** What else is there when it begins. */
  readonly prepare?: (world: World) => void;
  /** How it ends without any fault. */
  readonly ends?: ErrorName;
  /** How ways back may end besides: by then it may be another night, or another export. @default - in no other way */
  readonly alsoEnds?: readonly string[];
  /** The only state that is struck, where all others are struck in another night. @default - all states */
  readonly only?: string;
}

/** Tonight's date in the configured zone, and its input as the schedule gives it. */
const EXPORT_DATE = '2026-01-31';
const TONIGHT: JsonObject = { scheduledTime: '2026-01-30T19:00:00Z' };

/** After so many days the nights expire that do. */
const RETENTION_DAYS = 10;

/** One check of each severity. */
const CHECKS: NonNullable<Settings['checks']> = (['error', 'warn'] as const).map((severity) => ({
  ...{ name: `no_${severity}`, title: severity, description: severity, table: undefined, severity },
  sql: `SELECT orderid FROM sushiorderdata WHERE amount < 0 -- ${severity}`,
}));

/** A table whose nights are made of changes. */
export const OF_CHANGES = {
  tables: [{ name: 'SushiOrderData', partitionKey: { name: 'tableid' }, incremental: {} }],
  timeZone: 'Asia/Tokyo',
};

/** Nights that take every way through the definition; a task that none of them reaches fails the matrix by its name. */
const NIGHTS: Readonly<Record<string, Night>> = {
  'the second night': { nights: ['2026-01-30'] },
  'the first night': {},
  'a night that expires others': {
    context: { retentionDays: RETENTION_DAYS },
    nights: ['2026-01-19', '2026-01-20', '2026-01-29', '2026-01-30'],
  },
  'a night that removes the objects of another': {
    context: { retentionDays: RETENTION_DAYS },
    nights: ['2025-12-18', '2025-12-30', '2025-12-31', '2026-01-29'],
    // The table was columnar then.
    prepare: (world) => {
      world.leaveParquet('2025-12-18');
    },
  },
  'a columnar night that removes the objects of one that was refused, and of which an execution broke': {
    context: { retentionDays: RETENTION_DAYS, columnar: true },
    nights: ['2025-12-18', '2025-12-30', '2025-12-31', '2026-01-29'],
    prepare: (world) => {
      world.stageAgain('2025-12-18');
      world.abandonUnloaded('2025-12-18');
    },
  },
  'the same date again': { nights: ['2026-01-30', '2026-01-31'] },
  'a date between two others': { nights: ['2026-01-27', '2026-01-30'], input: () => ({ exportDate: '2026-01-29' }) },
  'an export that exists already': {
    nights: ['2026-01-30'],
    input: (world) => ({ exportArn: world.exportByHand(), exportDate: '2026-01-31' }),
  },
  'a damaged export': { nights: ['2026-01-30', '2026-01-31'], script: { damaged: true }, ends: 'Validation.Failed' },
  'an export that fails': {
    nights: ['2026-01-30'],
    script: { failureCode: 'S3AccessDenied' },
    ends: 'Export.Failed',
  },
  'a night whose time cannot be exported yet': {
    nights: ['2026-01-30'],
    script: { availableMinutes: 6 },
    only: 'callExport',
  },
  'a night whose time can never be exported': {
    nights: ['2026-01-30'],
    script: { recoverySince: Infinity },
    ends: 'Export.TimeNotAvailable',
  },
  'a night with checks': { checks: CHECKS, nights: ['2026-01-30', '2026-01-31'] },
  'a night that a check refuses': {
    checks: CHECKS,
    nights: ['2026-01-30'],
    script: { doubtful: true },
    ends: 'Validation.CheckFailed',
  },
  'a columnar night': { context: { columnar: true }, checks: CHECKS, nights: ['2026-01-30'] },
  'a columnar night that was registered before its last answer was lost': {
    context: { columnar: true },
    nights: ['2026-01-30'],
    prepare: (world) => {
      world.registerUnloaded('tonight');
    },
  },
  'a night of changes': { context: OF_CHANGES, checks: CHECKS, nights: ['2026-01-30'] },
  'a night of changes over several windows': {
    context: OF_CHANGES,
    nights: ['2026-01-28'],
    // the export of one window alone
    alsoEnds: ['Changes.NotContiguous', 'Export.OlderThanDate'],
  },
  'a night of changes whose instant is published': { context: OF_CHANGES, nights: ['2026-01-30', '2026-01-31'] },
  'a night of changes that a full export proves': { context: OF_CHANGES, nights: ['2026-01-24', '2026-01-30'] },
  'a night of changes that a full export refutes': {
    context: OF_CHANGES,
    nights: ['2026-01-24', '2026-01-30'],
    script: { different: true },
    ends: 'Reconcile.Different',
    // later nights took the place of the base, or the full export was made after the script of the scenario
    alsoEnds: ['SUCCEEDED'],
  },
  'a night of changes that are damaged': {
    context: OF_CHANGES,
    nights: ['2026-01-30'],
    script: { damaged: true },
    ends: 'Changes.Failed',
    // of an instant before the newest night it is a full export
    alsoEnds: ['Validation.Failed'],
  },
  'a night of changes that are given': {
    context: OF_CHANGES,
    nights: ['2026-01-30'],
    input: (world) => ({ exportArn: world.exportByHand(undefined, dayBefore(world.clock.now())) }),
    // later nights were published meanwhile
    alsoEnds: ['Changes.NotContiguous'],
  },
  'a night of changes whose window can never be exported': {
    context: OF_CHANGES,
    nights: ['2026-01-30'],
    script: { windowRefused: 'Incremental export period from time cannot be less than the table creation time' },
  },
  'a night of changes that removes the objects of another': {
    context: { ...OF_CHANGES, retentionDays: RETENTION_DAYS },
    nights: ['2025-12-17', '2025-12-18', '2025-12-30', '2025-12-31', '2026-01-29'],
    alsoEnds: ['Changes.NotContiguous', 'Export.OlderThanDate'],
  },
  'a columnar night that is refused': {
    context: { columnar: true },
    nights: ['2026-01-30'],
    script: { copied: true },
    ends: 'Validation.Failed',
  },
};

/** A place where a fault can strike: a task's call, and the world as it is then. */
export interface Halt extends Pick<Call, 'resource' | 'state' | 'count' | 'position'> {
  readonly scenario: Scenario;
  readonly world: World;
}

/** A night of the list, prepared. */
export interface Scenario {
  readonly name: string;
  /** Before the execution's start. */
  readonly world: World;
  readonly execution: Started;
  readonly ends: 'SUCCEEDED' | ErrorName;
  readonly alsoEnds: readonly string[];
  readonly only?: string;
}

/** Names of the nights of the list. */
export const SCENARIOS: readonly string[] = Object.keys(NIGHTS);

/** A night of the list, with what was there before it. */
export async function scenarioOf(name: string, change?: Settings['change']): Promise<Scenario> {
  const night = NIGHTS[name];
  if (!night) throw new Error(`no night is called ${name}`);
  return prepareScenario(name, night, change);
}

/**
 * The nights of the list under another configuration: those that need no setting which it does not have.
 *
 * @param context a configuration with one table; its nights begin and expire when the list's do
 */
export async function* scenariosIn(context: Readonly<Record<string, unknown>>): AsyncGenerator<Scenario> {
  const { retentionDays, tables } = parseConfig(context);
  // the table of OF_CHANGES is only there to be one whose nights are made of changes
  const has = {
    retentionDays: retentionDays !== undefined,
    columnar: tables[0]?.columnar === true,
    tables: tables[0]?.incremental !== undefined,
    timeZone: true,
  };
  for (const [name, night] of Object.entries(NIGHTS)) {
    if (Object.keys(night.context ?? {}).some((setting) => !has[setting as keyof typeof has])) continue;
    const expiry = has.retentionDays ? { retentionDays: RETENTION_DAYS } : {};
    yield await prepareScenario(name, {
      ...night,
      checks: CHECKS,
      context: { ...context, ...expiry, timeZone: 'Asia/Tokyo' },
    });
  }
}

async function prepareScenario(name: string, night: Night, change?: Settings['change']): Promise<Scenario> {
  const { nights = [], input = () => TONIGHT, script = {}, ends = 'SUCCEEDED', context, checks, prepare, only } = night;
  const { alsoEnds = [] } = night;
  const world = await worldWith(nights, context, { ...(checks && { checks }), ...(change && { change }) });
  world.script = script;
  prepare?.(world);
  return {
    name,
    world,
    execution: { name: 'tonight', input: input(world) },
    ends,
    alsoEnds,
    ...(only !== undefined && { only }),
  };
}

/** A world in which the nights of these dates were published, each in its own night, and tonight has come. */
export async function worldWith(
  dates: readonly string[],
  context: Record<string, unknown> = {},
  settings: Settings = {},
): Promise<World> {
  const world = new World(context, { ...settings, time: Math.min(...[...dates, EXPORT_DATE].map(nightOf)) });
  const until = (time: number) => world.clock.sleep(Math.max(0, time - world.clock.now()));
  for (const exportDate of dates) {
    await until(nightOf(exportDate));
    const { status, cause } = await world.night({ exportDate });
    if (status !== 'SUCCEEDED') throw new Error(`the night of ${exportDate} ended ${status}: ${cause ?? ''}`);
  }
  await until(nightOf(EXPORT_DATE));
  return world;
}

/** The window of a day until a time. */
function dayBefore(to: number): ChangeWindow {
  return { from: to - 86_400_000, to };
}

/** When the night of a date begins: at 4:00 in Tokyo. */
function nightOf(exportDate: string): number {
  return Date.parse(`${exportDate}T04:00:00+09:00`);
}

/** Runs a scenario without faults and stops time at each of its calls. */
export async function haltsOf(scenario: Scenario): Promise<Halt[]> {
  const halts: Halt[] = [];
  const world = new World(scenario.world);
  let atEntry = world;
  const result = await drive(world, scenario.execution, undefined, {
    // The world is that of the entry: an execution that goes on from inside a Map goes on from its beginning.
    entered: () => (atEntry = new World(world)),
    intercept: (call) => {
      const { resource, state, count, position, perform } = call;
      halts.push({ resource, state, count, position, scenario, world: atEntry });
      return perform();
    },
  });
  const end = result.status === 'SUCCEEDED' ? result.status : result.error;
  if (end !== scenario.ends)
    throw new Error(
      `${scenario.name} should end ${scenario.ends}, and ended ${end ?? result.status}: ${result.cause ?? ''}`,
    );
  return halts;
}

/** Names of the states that call a service, those inside of a Map or Parallel too. */
export function tasksOf(states: Definition['States']): string[] {
  return Object.entries(states).flatMap(([name, state]) => {
    const { ItemProcessor, Branches = [] } = state as { ItemProcessor?: Group; Branches?: readonly Group[] };
    const inner = [...(ItemProcessor ? [ItemProcessor] : []), ...Branches].flatMap(({ States }) => tasksOf(States));
    return state.Type === 'Task' ? [name, ...inner] : inner;
  });
}

type Group = Pick<Definition, 'States'>;
