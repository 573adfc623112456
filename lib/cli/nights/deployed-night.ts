import { SystemClock } from '../../asl/clock';
import { awsClients, followExecution, startExecution, stateMachineArn, type Access } from '../../aws';
import type { Json } from '../../asl';
import { resources, type Config } from '../../config';
import { parseExportArn } from '../../export';
import { findConfiguredTable } from '../options/configured-table';
import { executionLog } from './execution-log';
import { duration } from '../terminal/format';
import type { NightOutcome } from './night-outcome';
import { nightResultText } from './night-result';

interface DeployedNight {
  readonly table: string | undefined;
  /** The execution's input. */
  readonly input: { readonly exportDate?: string; readonly exportArn?: string; readonly exportType?: string };
  /** Where the account is asked, and as whom. */
  readonly access: Access;
  /** Where lines go. */
  readonly say: (line: string) => void;
  /** Aborts the following, not the execution. */
  readonly signal: AbortSignal;
}

/**
 * Runs a night in the account: starts the deployed state machine and follows it. The deployed one, and not its definition
 * from here, so that a night by hand is the same as one of the schedule: it has the machine's role and no other rights,
 * goes on when this machine does not, can be redriven, and its failure is reported as that of a scheduled night is.
 *
 * @throws InterruptedError when the signal aborts
 */
export async function runDeployedNight(
  config: Config,
  { table, input, access, say, signal }: DeployedNight,
): Promise<NightOutcome> {
  const { stateMachine, sourceTable } = resources(config, findConfiguredTable(config, table));
  if (input.exportArn !== undefined) refuseOtherExport(input.exportArn, sourceTable);
  const { stepFunctions: client, ...others } = awsClients(access);
  try {
    const machine = await stateMachineArn(client, stateMachine, config);
    const executionArn = await startExecution(client, machine, input);
    say(`\nNight: ${JSON.stringify(input)}\n  ${executionArn}`);
    const followed = { clock: new SystemClock(), signal };
    const ended = await followExecution(client, executionArn, followed, executionLog(say, config.timeZone));
    const { status = 'FAILED', error, cause, startDate, stopDate } = ended;
    const output = ended.output === undefined ? undefined : (JSON.parse(ended.output) as Json);
    const took = duration(Number(stopDate ?? 0) - Number(startDate ?? 0));
    // It was followed until it was not RUNNING.
    const result = {
      status: status as 'SUCCEEDED',
      ...(output !== undefined && { output }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
    say(nightResultText(result, took));
    return { executionArn, ...result };
  } finally {
    for (const one of [client, ...Object.values(others)]) one.destroy();
  }
}

/** An execution for it would fail too, but tell everybody who is told of failed nights. */
function refuseOtherExport(arn: string, sourceTable: string): void {
  const exported = parseExportArn(arn);
  if (!exported)
    throw new Error(
      `--export-arn ${arn} is no ExportArn: give one such as arn:aws:dynamodb:REGION:ACCOUNT:table/${sourceTable}/export/01693467621041-039fcf72`,
    );
  if (!exported.tableArn.endsWith(`:table/${sourceTable}`))
    throw new Error(
      `--export-arn ${arn} is an export of ${exported.tableArn}, and the night is one of the table ${sourceTable}: give its export, or another --table`,
    );
}
