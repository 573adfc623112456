import { AthenaClient, InvalidRequestException, type QueryExecution } from '@aws-sdk/client-athena';
import { VirtualClock } from '../../../lib/asl';
import { querySucceeded, resultPages, startQuery, type AthenaContext } from '../../../lib/aws/athena/athena';
import { InterruptedError, StatementError } from '../../../lib/target';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

interface Sent {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** A client that gives these answers, one after the other; an Error among them is thrown. */
function answering(...answers: object[]): { context: AthenaContext; sent: Sent[]; clock: VirtualClock } {
  const sent: Sent[] = [];
  const send = async (command: { input: Record<string, unknown> }) => {
    sent.push({ name: command.constructor.name, input: command.input });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? {};
  };
  const clock = new VirtualClock(0);
  const client = Object.assign(new AthenaClient({ region: 'eu-west-1' }), { send });
  return { context: { client, workgroup: 'w', database: 'd', clock, remedy: 'deploy the stack' }, sent, clock };
}

const state = (State: string, StateChangeReason?: string) => ({
  QueryExecution: { Query: 'SELECT x', Status: { State, ...(StateChangeReason && { StateChangeReason }) } },
});

describe('a query in Athena', () => {
  it('is started in the workgroup and the database of the system, with its parameters', async () => {
    const { context, sent } = answering({ QueryExecutionId: 'q' });
    expect(await startQuery(context, 'SELECT ?', ["'a'"])).toBe('q');
    expect(sent[0]?.input).toEqual({
      QueryString: 'SELECT ?',
      WorkGroup: 'w',
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'd' },
      ExecutionParameters: ["'a'"],
    });
  });

  it('has no list of parameters where it has no parameters: Athena takes no empty one', async () => {
    const { context, sent } = answering({ QueryExecutionId: 'q' });
    await startQuery(context, 'SELECT 1');
    expect(sent[0]?.input).not.toHaveProperty('ExecutionParameters');
  });

  const refusalOf = (message: string) => new InvalidRequestException({ message, $metadata: {} });

  it('that Athena does not take is the fault of the statement, with its place', async () => {
    const { context } = answering(refusalOf("line 1:8: mismatched input 'FROM'"));
    const started = startQuery(context, 'SELECT FROM t');
    await expect(started).rejects.toThrow(StatementError);
    await expect(started).rejects.toThrow('\n  SELECT FROM t\n         ^');
  });

  it('in a workgroup that is not there says how to get one', async () => {
    const { context } = answering(refusalOf('WorkGroup w is not found.'));
    const started = startQuery(context, 'SELECT 1');
    await expect(started).rejects.not.toThrow(StatementError);
    await expect(started).rejects.toThrow(
      'The workgroup w cannot be used (WorkGroup w is not found.): deploy the stack',
    );
  });

  it('is asked about until it has ended, less and less often', async () => {
    const { context, sent, clock } = answering(
      ...Array.from({ length: 9 }, () => state('RUNNING')),
      state('SUCCEEDED'),
    );
    await querySucceeded(context, 'q');
    expect(sent.filter(({ name }) => name === 'GetQueryExecutionCommand')).toHaveLength(10);
    expect(clock.now()).toBeGreaterThan(9 * 200);
    expect(clock.now()).toBeLessThanOrEqual(9 * 2_000);
  });

  it('that failed fails with the reason', async () => {
    const { context } = answering(state('QUEUED'), state('FAILED', 'HIVE_BAD_DATA: file a'));
    await expect(querySucceeded(context, 'q')).rejects.toThrow(new StatementError('HIVE_BAD_DATA: file a'));
  });

  it('that was cancelled says so', async () => {
    const { context } = answering(state('CANCELLED', 'Bytes scanned limit was exceeded'));
    await expect(querySucceeded(context, 'q')).rejects.toThrow(
      'Athena cancelled query q: Bytes scanned limit was exceeded',
    );
  });

  it('is stopped where it is to stop while it runs', async () => {
    const controller = new AbortController();
    const { context, sent } = answering(state('RUNNING'), {});
    const ended = querySucceeded(context, 'q', controller.signal);
    setImmediate(() => {
      controller.abort();
    });
    await expect(ended).rejects.toThrow(InterruptedError);
    expect(sent.map(({ name }) => name)).toContain('StopQueryExecutionCommand');
    expect(sent.at(-1)?.input).toEqual({ QueryExecutionId: 'q' });
  });
});

describe('the pages of a result', () => {
  const row = (...texts: (string | undefined)[]) => ({
    Data: texts.map((text) => (text === undefined ? {} : { VarCharValue: text })),
  });
  const columns = {
    ColumnInfo: [
      { Name: 'a', Type: 'decimal', Precision: 12, Scale: 2 },
      { Name: 'b', Type: 'varchar' },
    ],
  };
  const execution: QueryExecution = { QueryExecutionId: 'q', StatementType: 'DML' };

  async function pages(context: AthenaContext, of = execution) {
    const all = [];
    for await (const page of resultPages(context, of)) all.push(page);
    return all;
  }

  it('are read one after the other, and only the first has the row of names', async () => {
    const { context, sent } = answering(
      { ResultSet: { Rows: [row('a', 'b'), row('1', undefined)], ResultSetMetadata: columns }, NextToken: 't' },
      { ResultSet: { Rows: [row('a', 'b'), row('2', '')], ResultSetMetadata: columns } },
    );
    expect((await pages(context)).map(({ rows }) => rows)).toEqual([
      [['1', undefined]],
      [
        ['a', 'b'],
        ['2', ''],
      ],
    ]);
    expect(sent.map(({ input }) => input.NextToken)).toEqual([undefined, 't']);
  });

  it('are not read before they are asked for', async () => {
    const page = { ResultSet: { Rows: [row('a', 'b')], ResultSetMetadata: columns }, NextToken: 't' };
    const { context, sent } = answering(page, page);
    await resultPages(context, execution).next();
    expect(sent).toHaveLength(1);
  });

  it('have columns with their types', async () => {
    const { context } = answering({ ResultSet: { Rows: [row('a', 'b')], ResultSetMetadata: columns } });
    expect((await pages(context))[0]?.columns).toEqual([
      { name: 'a', type: 'decimal(12,2)' },
      { name: 'b', type: 'varchar' },
    ]);
  });

  it('of SHOW and DESCRIBE have no row of names', async () => {
    const { context } = answering({ ResultSet: { Rows: [row('t1'), row('t2')] } });
    const [page] = await pages(context, { ...execution, StatementType: 'UTILITY' });
    expect(page?.rows).toEqual([['t1'], ['t2']]);
  });
});
