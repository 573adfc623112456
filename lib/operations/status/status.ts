import { exportCost } from '../prices';
import { localDate } from '../local-date';
import { readFailure, type CompletedNight, type Failure, type PublishedNight } from '../../night';

/** An execution of a table's state machine. Times in milliseconds since 1970. */
export interface NightExecution {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly startTime: number;
  readonly stopTime: number | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  /** What it says of the night that it published. */
  readonly output: CompletedNight;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** The state that it is in, or in which it went wrong; undefined for one that SUCCEEDED. */
  readonly state: string | undefined;
}

/** What Athena says of a validation. */
export interface QueryFacts {
  readonly bytesScanned: number;
  /** USD. */
  readonly cost: number;
}

/** What a table's status is made from. */
export interface StatusFacts {
  /** What is not known of a night is that of its table. */
  readonly table: string;
  readonly timeZone: string;
  readonly executions: readonly NightExecution[];
  readonly nights: readonly PublishedNight[];
  /** Validations, by the query's id. */
  readonly queries: ReadonlyMap<string, QueryFacts>;
  /** Bytes that DynamoDB bills, by the export's ARN. */
  readonly billedBytes: ReadonlyMap<string, number>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One night: an execution, or a published night whose execution is not listed any more. */
export interface NightStatus {
  readonly table: string;
  readonly exportDate: string;
  /** `PUBLISHED` where there is no execution, else its status. */
  readonly status: string;
  /** Where it is, or where it went wrong. */
  readonly state: string | undefined;
  /** ISO 8601. */
  readonly started: string | undefined;
  readonly seconds: number | undefined;
  readonly itemCount: number | undefined;
  /** What it is made of, where a table's nights may be made of changes. */
  readonly kind: 'full' | 'changes' | undefined;
  /** Nights since the last full export, which has 0. */
  readonly chainDepth: number | undefined;
  readonly warnings: number | undefined;
  readonly bytesScanned: number | undefined;
  /** USD, as far as it is known: the export and the validation. */
  readonly cost: number | undefined;
  /** The error's name and its cause in one line. */
  readonly failure: string | undefined;
  readonly exportArn: string | undefined;
  readonly executionArn: string | undefined;
}

/** The nights of a table, newest first. */
export function nightStatuses(facts: StatusFacts, limit: number): NightStatus[] {
  const ran = facts.executions.map((execution) => ofExecution(execution, facts));
  const known = new Set(ran.map(({ exportArn }) => exportArn));
  const others = facts.nights.filter(({ exportArn }) => !known.has(exportArn)).map((night) => ofNight(night, facts));
  const key = ({ exportDate, started }: NightStatus) => `${exportDate} ${started ?? ''}`;
  return [...ran, ...others].sort((a, b) => key(b).localeCompare(key(a))).slice(0, limit);
}

function ofExecution(execution: NightExecution, facts: StatusFacts): NightStatus {
  const { input, output, error, cause, startTime, stopTime } = execution;
  const failure = readFailure(error, cause);
  const exportArn = output.exportArn ?? failure.exportArn ?? readText(input.exportArn);
  const night = facts.nights.find((published) => published.exportArn === exportArn);
  const scheduled = Date.parse(readText(input.scheduledTime) ?? '');
  const query = facts.queries.get(output.validationQueryId ?? failure.queryExecutionId ?? '');
  return {
    table: facts.table,
    exportDate:
      output.exportDate ??
      failure.exportDate ??
      readText(input.exportDate) ??
      localDate(Number.isNaN(scheduled) ? startTime : scheduled, facts.timeZone),
    status: execution.status,
    state: execution.state,
    started: new Date(startTime).toISOString(),
    seconds: Math.round(((stopTime ?? facts.now) - startTime) / 1000),
    itemCount: output.itemCount ?? night?.itemCount,
    kind: output.kind ?? night?.chain?.kind,
    chainDepth: night?.chain?.depth,
    warnings: output.warnings?.length,
    ...computeCost(query, exportArn, facts, input.exportArn === undefined),
    failure: error === undefined ? undefined : oneLine(failure, cause),
    exportArn,
    executionArn: execution.arn,
  };
}

function ofNight(night: PublishedNight, facts: StatusFacts): NightStatus {
  return {
    table: facts.table,
    exportDate: night.exportDate,
    status: 'PUBLISHED',
    state: undefined,
    started: undefined,
    seconds: undefined,
    itemCount: Number.isNaN(night.itemCount) ? undefined : night.itemCount,
    kind: night.chain?.kind,
    chainDepth: night.chain?.depth,
    warnings: night.warnings,
    ...computeCost(facts.queries.get(night.validationQueryId), night.exportArn, facts, true),
    failure: undefined,
    exportArn: night.exportArn || undefined,
    executionArn: undefined,
  };
}

/** @param exported whether the night paid for its export, and did not adopt one */
function computeCost(
  query: QueryFacts | undefined,
  exportArn: string | undefined,
  { billedBytes }: StatusFacts,
  exported: boolean,
): Pick<NightStatus, 'bytesScanned' | 'cost'> {
  const billed = exported ? billedBytes.get(exportArn ?? '') : undefined;
  if (query === undefined && billed === undefined) return { bytesScanned: undefined, cost: undefined };
  return { bytesScanned: query?.bytesScanned, cost: (query?.cost ?? 0) + exportCost(billed ?? 0) };
}

function oneLine({ error, what }: Failure, cause: string | undefined): string {
  return cause === undefined ? error : `${error}: ${what.replaceAll(/\s+/g, ' ')}`;
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
