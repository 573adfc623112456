import { resources, type Config, type Table } from '../../config';
import type { NightNumbers } from '../../report';
import { chooseAccess, type TargetOptions } from '../options/target-options';

/** Nights whose executions are looked at: Step Functions keeps them for 90 days. */
const MOST_EXECUTIONS = 90;

/**
 * What a place knows of nights besides their partitions, by their dates: a folder the size of their files, an account what
 * their executions, exports and validations took, of the last {@link MOST_EXECUTIONS}. No query is asked.
 */
export async function findNightNumbers(
  options: TargetOptions,
  config: Config,
  table: Table,
): Promise<ReadonlyMap<string, NightNumbers>> {
  const names = resources(config, table);
  if (options.target === 'local') {
    const { openFolder, partitionsOf } = await import('../../local/operations');
    const partitions = partitionsOf(openFolder(options.folder, config), names, names.raw);
    return new Map(partitions.map(({ Values: [date = ''], Files }) => [date, { bytes: Files?.bytes }]));
  }
  const { accountClients, statusFacts } = await import('../../aws/operations');
  const { stateMachineArn } = await import('../../aws');
  const { nightStatuses } = await import('../../operations');
  const clients = accountClients(chooseAccess(config, options));
  const machineArn = await stateMachineArn(clients.stepFunctions, names.stateMachine, config);
  const facts = await statusFacts(clients, config, table, machineArn, { limit: MOST_EXECUTIONS, now: Date.now() });
  const statuses = nightStatuses(facts, 2 * MOST_EXECUTIONS).filter(({ status }) =>
    ['SUCCEEDED', 'PUBLISHED'].includes(status),
  );
  return new Map(
    // the newest first, so that of two of a date the newest is taken
    statuses
      .toReversed()
      .map(({ exportDate, exportArn, seconds, bytesScanned, cost }) => [
        exportDate,
        { bytes: facts.billedBytes.get(exportArn ?? ''), seconds, bytesScanned, cost },
      ]),
  );
}
