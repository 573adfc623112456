import type { Clock } from '../asl';
import type { Config } from '../config';
import { nameSharedResources } from '../config';
import { didYouMean } from '../nearest-name';
import { type TablePartition, tablePartition } from '../night';
import {
  inOrder,
  InterruptedError,
  NoCatalogError,
  NoSuchTableError,
  StatementError,
  tableDescription,
  type Answer,
  type AnswerStatistics,
  type QueryOptions,
  type TableDescription,
  type Target,
  type TextRow,
} from '../target';
import { querySucceeded, resultPages, startQuery, type AthenaContext, type ResultPage } from './athena/athena';
import { explainAbsence } from './account/absence';
import type { AwsClients } from './account/clients';
import { savedStatements } from './athena/saved-statements';
import { queryCost } from './athena/cost';
import { isText, writesRows } from './athena/statement-kind';
import { isFailure } from './account/failure';
import { gluePartitions, glueTables } from './glue/glue';

export interface AwsTargetOptions {
  readonly config: Config;
  readonly clients: AwsClients;
  /** What pauses between two questions pass on. */
  readonly clock: Clock;
}

/** A deployed system: Athena and Glue of an AWS account. */
export class AwsTarget implements Target {
  readonly place: string;
  readonly database: string;
  private readonly clients: AwsClients;
  private readonly athena: AthenaContext;

  constructor({ config, clients, clock }: AwsTargetOptions) {
    const { database, workgroup } = nameSharedResources(config);
    this.place = config.region;
    this.database = database;
    this.clients = clients;
    this.athena = { client: clients.athena, workgroup, database, clock, remedy: explainAbsence(config) };
  }

  /** @throws NoCatalogError where the region has no such database */
  async tables(database = this.database): Promise<TableDescription[]> {
    try {
      const tables = await glueTables(this.clients.glue, database);
      return tables.map(tableDescription).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (!isFailure(error, 'EntityNotFoundException')) throw error;
      throw new NoCatalogError(`There is no database ${database} in ${this.place}: ${this.athena.remedy}`, {
        cause: error,
      });
    }
  }

  async partitions(table: string): Promise<TablePartition[]> {
    try {
      const partitions = await gluePartitions(this.clients.glue, this.database, table);
      return inOrder(partitions.map(tablePartition));
    } catch (error) {
      if (!isFailure(error, 'EntityNotFoundException')) throw error;
      throw new NoSuchTableError(table, this.database, this.place, await this.tableNames());
    }
  }

  async query(sql: string, { parameters, signal }: QueryOptions = {}): Promise<Answer> {
    const began = this.athena.clock.now();
    const id = await startQuery(this.athena, sql, parameters);
    const execution = await querySucceeded(this.athena, id, signal).catch((error: unknown) => this.explainError(error));
    const pages = resultPages(this.athena, execution);
    const first = await pages.next();
    const page: ResultPage = first.done === true ? { columns: [], rows: [], updateCount: 0 } : first.value;
    const dataScannedInBytes = execution.Statistics?.DataScannedInBytes ?? 0;
    const cost = queryCost(dataScannedInBytes, execution);
    const rowsWritten = writesRows(execution) ? page.updateCount : undefined;
    let statistics: AnswerStatistics | undefined;
    const { clock } = this.athena;
    const rows = (async function* (): AsyncGenerator<readonly TextRow[]> {
      yield page.rows;
      for await (const next of pages) {
        if (signal?.aborted === true) throw new InterruptedError('The rest of the result was not read');
        yield next.rows;
      }
      const milliseconds = clock.now() - began;
      statistics = { dataScannedInBytes, milliseconds, cost, ...(rowsWritten !== undefined && { rowsWritten }) };
    })();
    return {
      // one that has written rows has no other answer
      columns: rowsWritten === undefined ? page.columns : [],
      isText: isText(execution),
      rows,
      statistics: () => {
        if (statistics === undefined) throw new Error('The statistics are known when all rows have been read');
        return statistics;
      },
    };
  }

  savedStatements(): Promise<string[]> {
    return savedStatements(this.athena);
  }

  close(): Promise<void> {
    for (const client of Object.values(this.clients) as { destroy(): void }[]) client.destroy();
    return Promise.resolve();
  }

  /** Athena does not say which tables there are where one is not. */
  private async explainError(error: unknown): Promise<never> {
    if (!(error instanceof StatementError) || !error.message.startsWith('TABLE_NOT_FOUND')) throw error;
    const names = await this.tableNames();
    const [, wrong = ''] = /'(?:[^'.]*\.)*([^'.]*)'/.exec(error.message) ?? [];
    throw new StatementError(`${error.message}${didYouMean(wrong, names)}\nThere are: ${names.join(', ')}`, {
      cause: error,
    });
  }

  private async tableNames(): Promise<string[]> {
    return (await this.tables()).map(({ name }) => name);
  }
}
