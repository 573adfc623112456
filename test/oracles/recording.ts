import { run, type Json, type TaskAdapters } from '../../lib/asl';
import type { Config, Resources } from '../../lib/config';
import { scenariosIn, tasksOf } from '../fault-matrix/scenarios';
import { World } from '../fault-matrix/world';

/** A call of a state machine, as its night made it. */
export interface RecordedCall {
  readonly state: string;
  readonly resource: string;
  readonly args: Readonly<Record<string, Json>>;
  /** Of a query: the Glue tables that it names, each with an object of every partition that it had. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
}

/** All that the nights of one table's state machine asked of AWS. */
export interface Recording {
  readonly config: Config;
  readonly names: Resources;
  readonly tableArn: string;
  readonly calls: readonly RecordedCall[];
  /** Task states of the definition that no night came to. */
  readonly unvisited: readonly string[];
}

const recordings = new WeakMap<object, Promise<Recording>>();

/**
 * The nights of a configuration as {@link record} gives them, run once however many oracles look at them.
 *
 * @param context the same object for the same nights
 */
export function recordNights(context: Readonly<Record<string, unknown>>): Promise<Recording> {
  const known = recordings.get(context) ?? record(context);
  recordings.set(context, known);
  return known;
}

/**
 * Runs the nights of the fault matrix, which take every way through the definition, under a configuration with one table,
 * and writes down every call.
 *
 * @throws Error where the configuration has another number of tables
 */
async function record(context: Readonly<Record<string, unknown>>): Promise<Recording> {
  const calls: RecordedCall[] = [];
  const worlds: World[] = [];
  for await (const { world, execution } of scenariosIn(context)) {
    worlds.push(world);
    await run({ ...world.options(execution.input, recordCalls(world, calls)), execution: { name: execution.name } });
  }
  await adoptElsewhere(context, calls);
  const [world] = worlds;
  if (world === undefined) throw new Error('there is no night for this configuration');
  const visited = new Set(calls.map(({ state }) => state));
  const { config, names, tableArn } = world;
  const unvisited = tasksOf(world.definition.States).filter((state) => !visited.has(state));
  return { config, names, tableArn, calls, unvisited };
}

/** Publishes an export of each folder that the configuration lets the machine read besides its own. */
async function adoptElsewhere(context: Readonly<Record<string, unknown>>, calls: RecordedCall[]): Promise<void> {
  for (const prefix of new World(context).table.exportPrefixes) {
    const world = new World(context);
    // DynamoDB's own folder is that of exports without a prefix.
    const exportArn = world.exportByHand(prefix === 'AWSDynamoDB' ? '' : prefix);
    await world.clock.sleep(3_600_000);
    await world.night({ exportArn }, recordCalls(world, calls));
  }
}

function recordCalls(world: World, calls: RecordedCall[]): TaskAdapters {
  return Object.fromEntries(
    Object.entries(world.adapters()).map(([resource, adapter]) => [
      resource,
      async (args, context) => {
        const fields = args as RecordedCall['args'];
        calls.push({ state: context.state, resource, args: fields, reads: readsOf(world, fields.QueryString) });
        return adapter(args, context);
      },
    ]),
  );
}

/** The tables that a statement names, with an object of each of their partitions. */
function readsOf(world: World, sql: Json | undefined): RecordedCall['reads'] {
  if (typeof sql !== 'string') return {};
  const { database } = world.names;
  return Object.fromEntries(
    world.catalog
      .tableNames(database)
      .filter((name) => sql.includes(`"${database}"."${name}"`))
      .map((name) => [
        name,
        (world.catalog.table(database, name)?.partitions ?? []).map(
          ({ StorageDescriptor }) =>
            `${(StorageDescriptor?.Location ?? '').replace(/^s3:\/\//, 'arn:aws:s3:::')}object`,
        ),
      ]),
  );
}
