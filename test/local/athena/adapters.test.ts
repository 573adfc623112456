import { VirtualClock, type JsonObject } from '../../../lib/asl';
import { athenaAdapters } from '../../../lib/local/athena';
import { countingRandom } from '../../export/sample-export';
import { taskFailure } from '../task-failure';
import { localAthena, NAMES } from './local-athena';
import { REFUSED_FUNCTION } from '../../athena-sql/refused-function';

const START = 'arn:aws:states:::athena:startQueryExecution.sync';
const RESULTS = 'arn:aws:states:::aws-sdk:athena:getQueryResults';

const athena = localAthena();

/** The two integrations, as one state after another calls them. */
function integrations() {
  const { engine, catalog, store } = athena;
  const adapters = athenaAdapters({ engine, catalog, store, random: countingRandom() });
  const clock = new VirtualClock(Date.UTC(2026, 0, 30, 19));
  const call = (resource: string) => async (args: JsonObject) =>
    (await adapters[resource]?.(args, { state: 's', execution: 'e', clock })) as JsonObject;
  const start = call(START);
  return {
    results: call(RESULTS),
    start,
    run: (sql: string) => start({ QueryString: sql, QueryExecutionContext: { Database: NAMES.database } }),
  };
}

const idOf = ({ QueryExecution }: JsonObject) => (QueryExecution as JsonObject).QueryExecutionId as string;

describe('athena:startQueryExecution.sync', () => {
  it('answers with the finished execution, under an id of its own', async () => {
    const { start, run } = integrations();
    const context = { Catalog: 'AwsDataCatalog', Database: NAMES.database };
    const first = await start({ QueryString: 'SELECT 1', QueryExecutionContext: context, WorkGroup: 'nights' });
    const time = Date.UTC(2026, 0, 30, 19);
    expect(first).toEqual({
      QueryExecution: {
        QueryExecutionId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
        Query: 'SELECT 1',
        StatementType: 'DML',
        WorkGroup: 'nights',
        Status: { State: 'SUCCEEDED', SubmissionDateTime: time, CompletionDateTime: time },
        Statistics: { DataScannedInBytes: 0 },
      },
    });
    expect(idOf(await run('SELECT 1'))).not.toBe(idOf(first));
  });

  it('fails with the failed execution as JSON in its cause, as Step Functions does', async () => {
    const { error, cause } = await taskFailure(integrations().run('SELECT 1 / 0'));
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause)).toMatchObject({
      QueryExecution: {
        Query: 'SELECT 1 / 0',
        Status: { State: 'FAILED', StateChangeReason: 'DIVISION_BY_ZERO: Division by zero' },
      },
    });
  });

  it.each([
    ['no statement', { QueryExecutionContext: { Database: 'db' } }, 'QueryString'],
    ['an empty statement', { QueryString: '', QueryExecutionContext: { Database: 'db' } }, 'QueryString'],
    [
      'a statement above 262,144',
      { QueryString: ' '.repeat(262_145), QueryExecutionContext: { Database: 'db' } },
      '262144',
    ],
    ['an empty context', { QueryString: 'SELECT 1', QueryExecutionContext: {} }, 'Database'],
    ['no SQL', { QueryString: 'SELEC 1', QueryExecutionContext: { Database: 'db' } }, 'SYNTAX_ERROR: line 1:1'],
    [
      'SQL that is refused',
      { QueryString: `SELECT ${REFUSED_FUNCTION}('a')`, QueryExecutionContext: { Database: 'db' } },
      REFUSED_FUNCTION,
    ],
  ])('refuses %s as an invalid request', async (_, request, named) => {
    const { error, cause } = await taskFailure(integrations().start(request));
    expect(error).toBe('Athena.InvalidRequestException');
    expect(cause).toContain(named);
    expect(cause).toContain('(Service: Athena, Status Code: 400, Request ID: ');
  });
});

describe('athena:getQueryResults', () => {
  const VALUES = "SELECT * FROM (VALUES (1, 'いか'), (2, NULL), (3, 'ab')) AS t (number, menu) ORDER BY number";

  it('has a header row, texts, and no value for NULL', async () => {
    const { run, results } = integrations();
    const id = idOf(await run(VALUES));
    expect(await results({ QueryExecutionId: id })).toEqual({
      ResultSet: {
        Rows: [
          { Data: [{ VarCharValue: 'number' }, { VarCharValue: 'menu' }] },
          { Data: [{ VarCharValue: '1' }, { VarCharValue: 'いか' }] },
          { Data: [{ VarCharValue: '2' }, {}] },
          { Data: [{ VarCharValue: '3' }, { VarCharValue: 'ab' }] },
        ],
        ResultSetMetadata: {
          ColumnInfo: [
            { Name: 'number', Label: 'number', Type: 'integer' },
            { Name: 'menu', Label: 'menu', Type: 'varchar(2)' },
          ],
        },
      },
    });
  });

  it('has the header alone for no rows', async () => {
    const { run, results } = integrations();
    const id = idOf(await run('SELECT 1 AS one WHERE false'));
    expect(await results({ QueryExecutionId: id })).toMatchObject({
      ResultSet: { Rows: [{ Data: [{ VarCharValue: 'one' }] }] },
    });
  });

  it('comes in pages, of which the header is a row of the first', async () => {
    const { run, results } = integrations();
    const id = idOf(await run(VALUES));
    const first = await results({ QueryExecutionId: id, MaxResults: 3 });
    expect(first).toMatchObject({ ResultSet: { Rows: { length: 3 } }, NextToken: expect.any(String) as string });
    const last = await results({ QueryExecutionId: id, MaxResults: 3, NextToken: first.NextToken });
    expect(last).toMatchObject({ ResultSet: { Rows: [{ Data: [{ VarCharValue: '3' }, { VarCharValue: 'ab' }] }] } });
    expect(last).not.toHaveProperty('NextToken');
  });

  it.each([
    ['a query that there is not', { QueryExecutionId: 'none' }, 'QueryExecution none was not found'],
    ['more than 1,000 rows', { QueryExecutionId: 'none', MaxResults: 1001 }, '1000'],
    ['no id', {}, 'QueryExecutionId'],
  ])('refuses %s as an invalid request', async (_, request, named) => {
    const { error, cause } = await taskFailure(integrations().results(request));
    expect([error, cause]).toEqual(['Athena.InvalidRequestException', expect.stringContaining(named)]);
  });

  it('knows the results of failed queries no more than Athena', async () => {
    const { run, results } = integrations();
    const { cause } = await taskFailure(run('SELECT 1 / 0'));
    const id = idOf(JSON.parse(cause) as JsonObject);
    expect((await taskFailure(results({ QueryExecutionId: id }))).error).toBe('Athena.InvalidRequestException');
  });
});
