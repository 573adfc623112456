import { amount, count } from '../../amount';
import { type Command, InvalidArgumentError } from 'commander';
import { resources, type Config, type Table } from '../../config';
import { startTimeOf } from '../../export';
import {
  adoptionInput,
  adoptionPlan,
  runAdoption,
  type AdoptionActions,
  type AdoptionPlan,
  type AdoptionResult,
} from '../../operations';
import { findConfiguredTable } from '../options/configured-table';
import { dateOption } from '../options/date-option';
import { failureText } from '../nights/failure';
import { interruptible } from '../terminal/interruptible';
import { note, print } from '../terminal/print';
import { progressBar, type Progress } from '../terminal/progress-bar';
import { chooseAccess, configOf, withTarget, type TargetOptions } from '../options/target-options';
import { pathText } from '../../path-text';

interface AdoptOptions extends TargetOptions {
  readonly table?: string;
  readonly since?: string;
  readonly dryRun?: boolean;
  readonly atOnce: number;
  readonly json?: boolean;
}

/** `adopt`: makes nights of exports that are finished. */
export function adoptCommand(command: Command): Command {
  return withTarget(
    command
      .option('--since <date>', 'only nights of this date and later', dateOption)
      .option('--dry-run', 'only show what would be done')
      .option('--table <name>', 'only this table')
      .option('--at-once <number>', 'executions at the same time', parseAtOnce, 3)
      .option('--json', 'print only the plan and its results, as one JSON document'),
    'aws',
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena adopt --dry-run
  export-to-athena adopt --since 2026-11-01
  export-to-athena adopt --target local

Exports are those that DynamoDB lists (90 days) and those whose folders are in the bucket, below the
table's prefix (export/<table>/) and its exportPrefixes. The date of an export is that of its items, in the configured time
zone; if several have the same date, the newest is used. Each goes through the deployed state machine, oldest first, and is
validated like any night; the newest night stays the newest. For a table with "incremental", an incremental export becomes
a night if its changes begin at the instant of the newest night.
You can stop adopt with Ctrl-C and run it again: it does not repeat what is published or running.

Exit code: 0 all are published, or there was nothing to do; 1 one was not; 2 nothing was started; 130 interrupted.`,
    )
    .action((options: AdoptOptions) => interruptible((signal) => adopt(options, signal)));
}

async function adopt(options: AdoptOptions, signal: AbortSignal): Promise<void> {
  const config = await configOf(options);
  const tables = options.table === undefined ? config.tables : [findConfiguredTable(config, options.table)];
  const say = options.json === true ? note : print;
  const outcomes: object[] = [];
  let [failed, stopped] = [0, 0];
  for (const table of tables) {
    const { plan, act } = await (options.target === 'local' ? local : prepareDeployed)(config, table, options, signal);
    for (const line of planLines(table.name, plan)) say(line);
    if (options.dryRun === true || plan.steps.length === 0) {
      outcomes.push({ table: table.name, ...plan });
      continue;
    }
    const result = await act((actions) =>
      runAdoption(plan.steps, actions, {
        atOnce: options.target === 'local' ? 1 : options.atOnce,
        signal,
        onStarted: (step, execution) => {
          say(`  ${step.exportDate}  started   ${execution}`);
        },
        onEnded: (step, { status, error }) => {
          say(`  ${step.exportDate}  ${status === 'SUCCEEDED' ? 'published' : `${status} ${error ?? ''}`}`);
        },
      }),
    );
    for (const line of resultLines(result)) say(line);
    failed += result.failed.length;
    stopped += result.running.length + result.left.length;
    outcomes.push({ table: table.name, ...plan, ...result });
  }
  if (options.json === true) print(JSON.stringify(outcomes, undefined, 2));
  process.exitCode = signal.aborted && stopped > 0 ? 130 : failed > 0 ? 1 : 0;
}

/** A plan, and how it is carried out. */
interface Adoption {
  readonly plan: AdoptionPlan;
  readonly act: (run: (actions: AdoptionActions) => Promise<AdoptionResult>) => Promise<AdoptionResult>;
}

async function prepareDeployed(
  config: Config,
  table: Table,
  options: AdoptOptions,
  signal: AbortSignal,
): Promise<Adoption> {
  const { accountClients, adoptionFacts, makeDeployedActions, findDeployedConfig } =
    await import('../../aws/operations');
  const { stateMachineArn } = await import('../../aws');
  const { SystemClock } = await import('../../asl/clock');
  const clients = accountClients(chooseAccess(config, options));
  const { stateMachine } = resources(config, table);
  const machineArn = await stateMachineArn(clients.stepFunctions, stateMachine, config);
  let bar: Progress | undefined;
  const facts = await adoptionFacts({
    config: await findDeployedConfig(config, clients),
    table,
    clients,
    machineArn,
    now: Date.now(),
    since: options.since,
    onProgress: (done, total) => {
      bar ??= progressBar('Manifests', total, 'exports');
      bar.update(done);
    },
  }).finally(() => bar?.stop());
  const actions = makeDeployedActions(clients, machineArn, { clock: new SystemClock(), signal });
  return { plan: adoptionPlan(facts), act: (run) => run(actions) };
}

async function local(config: Config, table: Table, { folder, since }: AdoptOptions): Promise<Adoption> {
  const { localActions, localAdoptionFacts, openFolder, restoreCatalog } = await import('../../local/operations');
  for (const file of await restoreCatalog(folder, config))
    note(`${pathText(file)} could not be read; it is ${pathText(`${file}.broken`)} now`);
  const facts = await localAdoptionFacts(openFolder(folder, config), table, { now: Date.now(), since });
  return {
    plan: adoptionPlan(facts),
    act: async (run) => {
      const { LocalSystem } = await import('../../local/system');
      const { VirtualClock } = await import('../../asl');
      // nights of a virtual clock can be of a later time than it is
      const begun = facts.exports.map(({ exportId }) => (startTimeOf(exportId) ?? 0) + AN_HOUR);
      const clock = new VirtualClock(Math.max(Date.now(), ...begun));
      const { addExportPrefixes } = await import('../../local/s3/read-exports');
      const { tableArn } = facts;
      const reading = addExportPrefixes(
        table,
        facts.exports.flatMap(({ manifestKey }) => manifestKey ?? []),
      );
      const system = await LocalSystem.open({ folder, config, table: reading, tableArn, clock, random: Math.random });
      try {
        return await run(localActions((step) => system.night(adoptionInput(step))));
      } finally {
        await system.close();
      }
    },
  };
}

/** An export of a small table took less; in milliseconds. */
const AN_HOUR = 3_600_000;

/** A plan for a person. */
export function planLines(table: string, { steps, skipped }: AdoptionPlan): string[] {
  const isPublished = ({ reason }: AdoptionPlan['skipped'][number]) => reason === 'it is published';
  const published = skipped.filter(isPublished).length;
  return [
    `${table}: ${count(steps.length)} to publish, ${count(published)} published already, ${count(skipped.length - published)} left alone.`,
    ...steps.flatMap(({ exportDate, exportId, itemCount, isIncremental, warning }) => [
      `  ${exportDate}  publish   ${exportId}, ${isIncremental === true ? `${amount(itemCount, 'change')} since the night before` : amount(itemCount, 'item')}`,
      ...(warning === undefined ? [] : [`    warning: ${warning}`]),
    ]),
    ...skipped
      .filter((one) => !isPublished(one))
      .map(({ exportDate, exportId, reason }) => `  ${exportDate ?? '(no date)'}  leave     ${exportId}: ${reason}`),
  ];
}

/** What came of a plan, for a person. */
export function resultLines({ published, failed, running, left }: AdoptionResult): string[] {
  const failures = failed.flatMap(({ step, execution }) => [
    `${step.exportDate} was not published (${execution.arn}):`,
    failureText({
      status: execution.status as 'FAILED',
      error: execution.error ?? '',
      cause: execution.cause ?? '',
    }),
  ]);
  const rest = running.length + left.length;
  return [
    ...failures,
    `${count(published.length)} published, ${count(failed.length)} failed${rest === 0 ? '.' : `, ${count(running.length)} run on, ${count(left.length)} not begun: run the same command again.`}`,
  ];
}

function parseAtOnce(text: string): number {
  if (/^([1-9]|1\d|20)$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a number from 1 to 20: Athena has a quota of queries at the same time.');
}
