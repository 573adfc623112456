import { run, TaskFailure, type ExecutionResult, type Json, type TaskAdapters } from '../../lib/asl';
import type { SavedCheck } from '../../lib/sql';
import { definition } from '../../lib/workflow';
import { listEntered, Services } from './services';

const START = 'arn:aws:states:::athena:startQueryExecution.sync';
const READ = 'arn:aws:states:::aws-sdk:athena:getQueryResults';

const check = (name: string, severity: SavedCheck['severity']): SavedCheck => ({
  name,
  title: name,
  description: name,
  table: 'sushiorderdata',
  severity,
  sql: `SELECT * FROM sushiorderdata WHERE "${name}"`,
});

/** What Athena makes of a check: a header and rows, or why it does not answer. */
type Answer = readonly (readonly (string | null)[])[] | { readonly reason: string } | { readonly refused: string };

const HEADER = ['tableid', 'price', 'bad_rows'];

/** A night whose validation finds nothing, and what each of its checks finds. */
class CheckedNight {
  readonly services = new Services();
  /** The queries of the checks, as they were started. */
  readonly queries: string[] = [];

  constructor(
    private readonly checks: readonly SavedCheck[],
    private readonly answers: Readonly<Record<string, Answer>>,
  ) {}

  run(): Promise<ExecutionResult> {
    const { services, checks } = this;
    const { config, table, tableArn } = services;
    return run({
      ...services.options({ exportDate: '2026-01-31' }, this.adapters()),
      definition: definition(config, table, tableArn, checks),
    });
  }

  private adapters(): TaskAdapters {
    const base = this.services.adapters();
    return {
      ...base,
      [START]: async (args, context) => {
        const { QueryString } = args as { QueryString: string };
        const name = /FROM sushiorderdata WHERE "(\w+)"/.exec(QueryString)?.[1];
        if (name === undefined) return (await base[START]?.(args, context)) ?? null;
        this.queries.push(QueryString);
        const answer = this.answers[name] ?? [HEADER];
        if ('reason' in answer) throw new TaskFailure('States.TaskFailed', describeFailedQuery(answer.reason));
        if ('refused' in answer) throw new TaskFailure('Athena.InvalidRequestException', answer.refused);
        return { QueryExecution: { QueryExecutionId: `check ${name}` } };
      },
      [READ]: async (args, context) => {
        const [, name] = /^check (\w+)$/.exec((args as { QueryExecutionId: string }).QueryExecutionId) ?? [];
        if (name === undefined) return (await base[READ]?.(args, context)) ?? null;
        const answer = this.answers[name] ?? [HEADER];
        return { ResultSet: { Rows: Array.isArray(answer) ? (answer as readonly string[][]).map(row) : [] } };
      },
    };
  }
}

const describeFailedQuery = (reason: string) =>
  JSON.stringify({ QueryExecution: { Status: { State: 'FAILED', StateChangeReason: reason } } });

const row = (texts: readonly (string | null)[]): Json => ({
  Data: texts.map((text) => (text === null ? {} : { VarCharValue: text })),
});

const cause = (result: ExecutionResult) => JSON.parse(result.cause ?? '{}') as Record<string, unknown>;

describe("A night with the users' checks", () => {
  it('goes on from the validation through its checks to the publication', async () => {
    const night = new CheckedNight([check('first', 'error'), check('second', 'warn')], {});
    const result = await night.run();
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [] } });
    const states = listEntered(result);
    expect(states.slice(states.indexOf('checkValidation'), states.indexOf('publishPartition'))).toEqual([
      ...['checkValidation', 'runChecks', 'runCheck', 'runCheck', 'readCheck', 'readCheck'],
      ...['judgeChecks', 'recordVerified'],
    ]);
  });

  it('asks each of them about this export alone', async () => {
    const night = new CheckedNight([check('only', 'error')], {});
    const { output } = await night.run();
    const exportId = (output as { published: string }).published;
    expect(night.queries).toHaveLength(1);
    expect(night.queries[0]).toContain(`_staged"\n  WHERE export_id = '${exportId}'`);
    expect(night.queries[0]).toContain(`'2026-01-31' AS export_date`);
  });

  it('is not published where one with severity error selects rows: it ends with their number and examples', async () => {
    const night = new CheckedNight([check('prices', 'error'), check('menus', 'error')], {
      prices: [HEADER, ['01', '-5', '12'], ['02', null, '12']],
    });
    const result = await night.run();
    expect(result).toMatchObject({ status: 'FAILED', error: 'Validation.CheckFailed' });
    expect(cause(result)).toMatchObject({
      what: 'The export is not what its checks ask for: prices.',
      found: [
        {
          check: 'prices',
          severity: 'error',
          expected: 'no row',
          found: '12 rows',
          example: '[{"tableid":"01","price":"-5"},{"tableid":"02","price":null}]',
        },
      ],
      remedy: expect.stringContaining('queries/checks') as unknown,
      staged: expect.stringContaining('_staged" WHERE export_id = ') as unknown,
    });
    expect(night.services.readPublished()).toEqual({});
  });

  it('is published where one with severity warn does, and the warning goes with it', async () => {
    const night = new CheckedNight([check('prices', 'warn')], { prices: [HEADER, ['01', '-5', '1']] });
    const result = await night.run();
    const warning = { check: 'prices', severity: 'warn', found: '1 row', example: '[{"tableid":"01","price":"-5"}]' };
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [warning] } });
    const { catalog, names } = night.services;
    const [files] = catalog.table(names.database, names.files)?.partitions ?? [];
    expect(JSON.parse(files?.Parameters?.problems ?? '')).toMatchObject([warning]);
    expect(catalog.table(names.database, names.raw)?.partitions[0]?.Parameters).toMatchObject({ warnings: '1' });
  });

  it('tells its warnings behind those of the validation', async () => {
    const night = new CheckedNight([check('prices', 'warn')], { prices: [HEADER, ['01', '-5', '1']] });
    night.services.script = { problems: [{ check: 'type_of_price', severity: 'warn', expected: '0', found: '1' }] };
    const { output } = await night.run();
    expect((output as { warnings: { check: string }[] }).warnings.map(({ check: name }) => name)).toEqual([
      'type_of_price',
      'prices',
    ]);
  });

  it('says "or more" where the counting ended', async () => {
    const night = new CheckedNight([check('prices', 'warn')], { prices: [HEADER, ['01', '-5', '1000']] });
    expect(await night.run()).toMatchObject({ output: { warnings: [{ found: '1000 rows or more' }] } });
  });

  it.each([
    [{ reason: 'COLUMN_NOT_FOUND: line 3:8: Column "prize" cannot be resolved' }, 'COLUMN_NOT_FOUND: line 3:8'],
    [{ refused: 'line 1:1: mismatched input SELEKT' }, 'mismatched input SELEKT'],
  ])('takes a check that cannot be run as one that fails, with the reason: %j', async (answer, reason) => {
    const example = expect.stringContaining(reason) as unknown;
    const found = 'a query that could not be run';
    const asError = new CheckedNight([check('prices', 'error')], { prices: answer });
    const result = await asError.run();
    expect(result).toMatchObject({ status: 'FAILED', error: 'Validation.CheckFailed' });
    expect(cause(result)).toMatchObject({ found: [{ check: 'prices', found, example }] });
    const asWarning = new CheckedNight([check('prices', 'warn')], { prices: answer });
    expect(await asWarning.run()).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [{ found, example }] } });
  });

  it('takes rows that are too large to be told as rows', async () => {
    const night = new CheckedNight([check('prices', 'error')], { prices: [HEADER, ['x'.repeat(300_000), null, '1']] });
    const result = await night.run();
    expect(result).toMatchObject({ status: 'FAILED', error: 'Validation.CheckFailed' });
    expect(cause(result)).toMatchObject({ found: [{ found: expect.stringContaining('256 KiB') as unknown }] });
  });

  it('is told in at most 32,768 characters, however many checks fail with whatever rows', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `check_${index}_${'x'.repeat(50)}`);
    const rows = [HEADER, ...Array.from({ length: 3 }, () => ['"\\'.repeat(5_000), '"'.repeat(500), '1000'])];
    const night = new CheckedNight(
      names.map((name) => check(name, 'error')),
      Object.fromEntries(names.map((name) => [name, rows])),
    );
    const result = await night.run();
    expect(result.error).toBe('Validation.CheckFailed');
    expect(result.cause?.length).toBeLessThanOrEqual(32_768);
  });
});
