import { amount } from '../../amount';
import { readPublishedNights, readFailure } from '../../night';
import { ERRORS } from '../../workflow';
import { localDate } from '../local-date';
import { lastScheduledTime } from '../scheduled-time';
import type { NightExecution } from '../status/status';
import { whyAhead } from './ahead';
import { aws, composeOwnCommand } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/** The last verified night: is it that of the last schedule? */
export function checkNights(system: SystemFacts, facts: TableFacts): Finding[] {
  const { config } = system;
  const raw = getValue(facts.partitions.raw);
  const executions = getValue(facts.executions);
  if (!raw || !executions || !facts.table.enabled) return [];
  const newest = readPublishedNights(raw)
    .filter((night) => whyAhead(night, system) === undefined)
    .at(-1);
  const expected = localDate(findScheduledTime(system, facts), config.timeZone);
  if (newest && newest.exportDate >= expected) return [];
  const about = { check: 'nights', table: facts.table.name };
  const running = executions.newest?.status === 'RUNNING' ? executions.newest : undefined;
  const last = newest ? `the last verified night is ${newest.exportDate}` : 'no night was verified yet';
  if (running)
    return [
      {
        ...about,
        severity: 'note',
        what: `An execution runs since ${new Date(running.startTime).toISOString()} (${running.state ?? 'starting'}); ${last}.`,
        why: 'Until it ends, analysts see the night before.',
        remedy: composeOwnCommand(config, 'status --watch'),
      },
    ];
  const missed = newest ? daysBetween(newest.exportDate, expected) : undefined;
  return [
    {
      ...about,
      severity: missed === undefined || missed < 2 ? 'warning' : 'error',
      what: `There is no verified night of ${expected}: ${last}${missed === undefined ? '' : `, ${amount(missed, 'night')} ago`}.`,
      why: 'Analysts see what the table was then.',
      remedy: aws(
        config,
        `stepfunctions start-execution --state-machine-arn ${getValue(facts.machine)?.arn ?? facts.names.stateMachine}`,
      ),
    },
  ];
}

/** The last execution that did not end well, and whether one did since. */
export function checkFailure({ config }: SystemFacts, facts: TableFacts): Finding[] {
  const executions = getValue(facts.executions);
  const failed = executions?.failed;
  if (!executions || !failed) return [];
  const isOver = executions.newest?.status === 'SUCCEEDED' && executions.newest.startTime > failed.startTime;
  return [
    {
      check: 'last-failure',
      severity: isOver ? 'note' : 'error',
      table: facts.table.name,
      what: `${new Date(failed.startTime).toISOString()}: ${failed.status} in ${failed.state ?? 'its start'}, ${failed.error ?? 'without an error'}: ${causeText(failed)}`,
      why: isOver ? 'A later night was verified.' : 'No night was verified since.',
      remedy: remedy(failed, (command) => aws(config, command)),
    },
  ];
}

/** A verdict has a remedy of its own; after a broken call the execution is redriven. */
function remedy({ error, arn }: NightExecution, command: (text: string) => string): string {
  const known = Object.entries(ERRORS).find(([name]) => name === error)?.[1];
  return known ?? command(`stepfunctions redrive-execution --execution-arn ${arn}`);
}

function causeText({ error, cause }: NightExecution): string {
  if (cause === undefined) return 'no cause is given';
  const { isVerdict, what, found, problems } = readFailure(error, cause);
  const told = found ?? (problems.length > 0 ? JSON.stringify(problems) : '');
  // Of a broken call the cause is the service's own text.
  return (isVerdict ? `${what} ${told}` : cause.replaceAll(/\s+/g, ' ')).slice(0, 500);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** When the table's own schedule last started a night. */
function findScheduledTime({ config, lastScheduledTime: ofSystem, now }: SystemFacts, { table }: TableFacts): number {
  const { schedule } = table;
  return schedule === config.schedule ? ofSystem : lastScheduledTime({ schedule, timeZone: config.timeZone }, now);
}
