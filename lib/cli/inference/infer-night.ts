import { resources, type Config, type Table } from '../../config';
import { inferTable, tableIdentity, type GivenKeys, type TableIdentity, type TableProposal } from '../../infer';
import type { PublishedNight } from '../../night';
import { identifier, literal } from '../../sql';
import { nightOf, type AnswerStatistics, type Target } from '../../target';
import { nightTable, type NightTable } from '../answers/night-table';
import { smallAnswer } from '../answers/small-answer';

/** Which night is read. */
export interface InferredNight {
  /** As in the configuration; without one, the only table that the target has. */
  readonly table?: string | undefined;
  /** Without one, that of the newest night. */
  readonly date?: string | undefined;
  /** Without any, those of the configuration where it has the table. */
  readonly keys: GivenKeys;
}

/** What a published night says about its table, and what it took to ask. */
export interface NightProposal {
  readonly night: PublishedNight;
  readonly proposal: TableProposal;
  readonly statistics: AnswerStatistics;
}

/** @throws NoSuchNightError, InferError; Error where there is no such table or no night */
export async function inferNight(
  target: Target,
  config: Config,
  { table: name, date, keys }: InferredNight,
  signal: AbortSignal,
): Promise<NightProposal> {
  const table = await nightTable(target, name);
  const night = date === undefined ? newestOf(table) : nightOf(date, table.name, table.nights);
  const configured = config.tables.find((one) => resources(config, one).raw === table.raw);
  let statistics: AnswerStatistics = { dataScannedInBytes: 0, milliseconds: 0 };
  const query = async (sql: string) => {
    const answer = await target.query(sql, { signal });
    const rows = await smallAnswer(answer);
    statistics = sum(statistics, answer.statistics());
    return rows;
  };
  const proposal = await inferTable(query, configured ?? (await identifyExportedTable(target, table, night)), {
    relation: `(SELECT item FROM ${identifier(table.raw)} WHERE export_date = ${literal(night.exportDate)})`,
    ...(configured && keys.partitionKey === undefined && keys.sortKey === undefined ? keysOf(configured) : keys),
  });
  return { night, proposal, statistics };
}

function newestOf({ name, nights }: NightTable): PublishedNight {
  const newest = nights.at(-1);
  if (newest) return newest;
  throw new Error(`${name} has no verified night yet; give a downloaded export, or publish a night first`);
}

function keysOf({ partitionKey, sortKey }: Table): GivenKeys {
  return { partitionKey: partitionKey.name, sortKey: sortKey?.name };
}

/** The DynamoDB table, which the ARN of its export names. */
async function identifyExportedTable(
  target: Target,
  { raw }: NightTable,
  { exportDate }: PublishedNight,
): Promise<TableIdentity> {
  const partition = (await target.partitions(raw)).find(({ values }) => values[0] === exportDate);
  return tableIdentity(/:table\/([^/]+)\/export\//.exec(partition?.parameters.export_arn ?? '')?.[1]);
}

function sum(one: AnswerStatistics, other: AnswerStatistics): AnswerStatistics {
  const cost = other.cost === undefined ? one.cost : (one.cost ?? 0) + other.cost;
  return {
    dataScannedInBytes: one.dataScannedInBytes + other.dataScannedInBytes,
    milliseconds: one.milliseconds + other.milliseconds,
    ...(cost !== undefined && { cost }),
  };
}
