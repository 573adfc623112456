import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { installExample, packPackage, run } from '../package/install';

/** What a person does who reads examples/README.md: installs the package, deploys, and asks the system from elsewhere. */
describe('The example in TypeScript, with the package as it is published', () => {
  const work = mkdtempSync(join(tmpdir(), 'export-to-athena-lab-'));
  const empty = mkdtempSync(join(tmpdir(), 'export-to-athena-empty-'));
  const dynamoDb = new DynamoDBClient();
  let app: string;
  let installed: string;
  let table: string;

  /** The program in a folder that has nothing, as npx has installed it. */
  const program = (...args: string[]): string => run(empty, installed, ...args);

  beforeAll(async () => {
    const tarball = packPackage(work);
    // from a file, npx installs a package once more for each command
    const which = ['--', 'sh', '-c', 'command -v export-to-athena'];
    installed = run(empty, 'npx', '--yes', '--package', tarball, ...which).trim();
    app = installExample('typescript', work, tarball);
    run(app, 'npx', 'cdk', 'deploy', '--require-approval', 'never', '--progress', 'events', '--ci');
    const { TableNames = [] } = await dynamoDb.send(new ListTablesCommand());
    table = TableNames.find((name) => name.startsWith('ShopAnalytics-Orders')) ?? '';
    for (const [orderId, total] of [
      ['a', '12.50'],
      ['b', '0.01'],
      ['c', '99999999.99'],
    ] as const)
      await dynamoDb.send(
        new PutItemCommand({
          TableName: table,
          Item: { orderId: { S: orderId }, total: { N: total }, orderedAt: { S: '2026-01-31T10:00:00Z' } },
        }),
      );
  });

  afterAll(() => {
    run(app, 'npx', 'cdk', 'destroy', '--force', '--ci');
    const cache = join(installed, '../../..');
    if (basename(dirname(cache)) === '_npx') rmSync(cache, { recursive: true });
    for (const folder of [work, empty]) rmSync(folder, { recursive: true, force: true });
  });

  it('made a table that init describes with the code that would export it', () => {
    expect(program('init', '--table', table)).toContain(
      "partitionKey: { name: 'orderId', type: AttributeType.STRING }",
    );
  });

  it('has a verified night, which any folder starts by the name of the database', () => {
    const { status, output } = JSON.parse(program('night', '--database', 'shop', '--json')) as {
      readonly status: string;
      readonly output: { readonly itemCount: number };
    };
    expect([status, output.itemCount]).toEqual(['SUCCEEDED', 3]);
  });

  it('answers what it is asked from there: SQL, a query that it was deployed with, and one of the package', () => {
    const query = (...args: string[]) =>
      program('query', ...args, '--database', 'shop', '--format', 'csv').replaceAll('"', '');
    expect(query('SELECT order_id, total FROM orders ORDER BY 1')).toBe(
      'order_id,total\na,12.50\nb,0.01\nc,99999999.99\n',
    );
    expect(query('total_per_day')).toBe('day,orders,total\n2026-01-31,3,100000012.50\n');
    expect(query('growth_by_night')).toMatch(/^export_date,.*\n\d{4}-\d\d-\d\d,3,/);
  });

  it('tells from there what it has, how its nights went, and what is wrong with it', () => {
    expect(program('tables', '--database', 'shop')).toContain('orders_history');
    expect(program('status', '--database', 'shop')).toMatch(/Orders +\d{4}-\d\d-\d\d +SUCCEEDED/);
    expect(program('doctor', '--database', 'shop')).toContain('0 errors');
    expect(program('adopt', '--database', 'shop')).toContain('0 to publish, 1 published already');
  });
});
