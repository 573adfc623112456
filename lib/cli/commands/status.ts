import { amount, count } from '../../amount';
import { type Command, InvalidArgumentError } from 'commander';
import { resources, type Config, type Table } from '../../config';
import { readPublishedNights } from '../../night';
import { nightStatuses, type NightStatus } from '../../operations';
import { findConfiguredTable } from '../options/configured-table';
import { executionLog } from '../nights/execution-log';
import { bytes, usDollars } from '../terminal/format';
import { interruptible } from '../terminal/interruptible';
import { note, print } from '../terminal/print';
import { resultTable } from '../answers/result-table';
import { chooseAccess, configOf, withTarget, type TargetOptions } from '../options/target-options';

interface StatusOptions extends TargetOptions {
  readonly table?: string;
  readonly nights: number;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** `status`: the last nights, and the one that runs. */
export function statusCommand(command: Command): Command {
  return withTarget(
    command
      .option('--table <name>', 'only this table')
      .option('--nights <number>', 'nights of each table', wholeNumber, 14)
      .option('--watch', 'follow a running execution to its end')
      .option('--json', 'print only the nights, as one JSON document'),
    'aws',
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena status
  export-to-athena status --table SushiOrderData --nights 60 --json
  export-to-athena status --watch
  export-to-athena status --target local

Costs are the approximate costs of export and validation, in USD at the list prices of us-east-1; an adopted export costs
nothing again. Step Functions keeps executions for 90 days and Athena keeps queries for 45, so older nights have fewer
columns. A local folder has published nights but no executions.

Exit code: 0 the newest night of every table is verified or still running; 1 one is not; 2 the account or folder could not be read.`,
    )
    .action((options: StatusOptions) => interruptible((signal) => status(options, signal)));
}

async function status(options: StatusOptions, signal: AbortSignal): Promise<void> {
  const config = await configOf(options);
  if (options.watch === true) {
    if (options.target === 'local')
      throw new Error('--watch is for --target aws: nights on this machine run before your eyes');
    await watch(config, options, signal);
  }
  const tables = options.table === undefined ? config.tables : [findConfiguredTable(config, options.table)];
  const nights: NightStatus[] = [];
  for (const table of tables) nights.push(...(await statusesOf(options, config, table)));
  if (options.json === true) print(JSON.stringify(nights, undefined, 2));
  else print(nights.length === 0 ? 'No night was ever begun.' : statusTable(nights, config.timeZone));
  const newest = tables.map(({ name }) => nights.find((night) => night.table === name)?.status ?? 'SUCCEEDED');
  process.exitCode = newest.every((one) => ['SUCCEEDED', 'PUBLISHED', 'RUNNING'].includes(one)) ? 0 : 1;
}

async function statusesOf(options: StatusOptions, config: Config, table: Table): Promise<NightStatus[]> {
  const limit = options.nights;
  const names = resources(config, table);
  if (options.target === 'local') {
    const { openFolder, partitionsOf } = await import('../../local/operations');
    const nights = readPublishedNights(partitionsOf(openFolder(options.folder, config), names, names.raw));
    const none = { executions: [], queries: new Map(), billedBytes: new Map() };
    return nightStatuses({ table: table.name, timeZone: config.timeZone, nights, now: Date.now(), ...none }, limit);
  }
  const { accountClients, statusFacts } = await import('../../aws/operations');
  const { stateMachineArn } = await import('../../aws');
  const clients = accountClients(chooseAccess(config, options));
  const machineArn = await stateMachineArn(clients.stepFunctions, names.stateMachine, config);
  return nightStatuses(await statusFacts(clients, config, table, machineArn, { limit, now: Date.now() }), limit);
}

/** Follows the newest execution that runs, a line a state. */
async function watch(config: Config, options: StatusOptions, signal: AbortSignal): Promise<void> {
  const { accountClients, listExecutions } = await import('../../aws/operations');
  const { followExecution, stateMachineArn } = await import('../../aws');
  const { SystemClock } = await import('../../asl/clock');
  const { stepFunctions } = accountClients(chooseAccess(config, options));
  const tables = options.table === undefined ? config.tables : [findConfiguredTable(config, options.table)];
  const say = note;
  for (const table of tables) {
    const { stateMachine } = resources(config, table);
    const machineArn = await stateMachineArn(stepFunctions, stateMachine, config);
    const [running] = await listExecutions(stepFunctions, machineArn, 1, 'RUNNING');
    if (running?.executionArn === undefined) continue;
    say(`${table.name}: ${running.executionArn}`);
    const clock = new SystemClock();
    await followExecution(stepFunctions, running.executionArn, { clock, signal }, executionLog(say, config.timeZone));
    return;
  }
  say('No execution runs.');
}

const COLUMNS = [
  ['table', 'varchar'],
  ['night', 'varchar'],
  ['status', 'varchar'],
  ['state', 'varchar'],
  ['started', 'varchar'],
  ['minutes', 'double'],
  ['items', 'bigint'],
  ['made of', 'varchar'],
  ['warnings', 'bigint'],
  ['read', 'double'],
  ['cost', 'double'],
  ['failure', 'varchar'],
] as const;

/** The nights as a table, columns that none of them fills left out; below it the whole text of each failure. */
export function statusTable(nights: readonly NightStatus[], timeZone: string): string {
  const rows = nights.map((night) => [
    night.table,
    night.exportDate,
    night.status,
    night.state,
    night.started === undefined ? undefined : localTime(night.started, timeZone),
    night.seconds === undefined ? undefined : (night.seconds / 60).toFixed(1),
    night.itemCount === undefined ? undefined : count(night.itemCount),
    describeKind(night),
    night.warnings === undefined ? undefined : count(night.warnings),
    night.bytesScanned === undefined ? undefined : bytes(night.bytesScanned),
    night.cost === undefined ? undefined : usDollars(night.cost),
    night.failure?.split(':')[0],
  ]);
  const filled = COLUMNS.map((_, index) => rows.some((row) => row[index] !== undefined));
  const keepFilled = <T>(row: readonly T[]) => row.filter((_, index) => filled[index]);
  const table = resultTable(
    keepFilled(COLUMNS).map(([name, type]) => ({ name, type })),
    rows.map(keepFilled),
  );
  const failures = nights.flatMap(({ exportDate, failure, executionArn }) =>
    failure === undefined ? [] : [`${exportDate}  ${failure}\n            ${executionArn ?? ''}`],
  );
  return [table, ...failures].join('\n\n');
}

function localTime(iso: string, timeZone: string): string {
  return new Date(iso).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number from 1 to 9999.');
}

/** What a night is made of, where it may be one of two. */
function describeKind({ kind, chainDepth }: NightStatus): string | undefined {
  if (kind !== 'changes') return kind === 'full' ? 'full export' : undefined;
  return chainDepth === undefined ? 'changes' : `changes, ${amount(chainDepth, 'night')} deep`;
}
