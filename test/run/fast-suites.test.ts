import { join } from 'node:path';
import { fastSuites } from './fast-suites';

const TEST = join(__dirname, '..');
const isFast = (suite: string) => fastSuites([join(TEST, suite)]).length === 1;

describe('a suite is fast', () => {
  it('where it loads neither DuckDB nor dynalite nor the CDK, and starts no process', () => {
    expect(isFast('asl/clock.test.ts')).toBe(true);
  });

  it.each([
    ['DuckDB', 'athena-sql/engine/engine.test.ts'],
    ['DuckDB, by what a command loads only when it needs it', 'cli/commands/status.test.ts'],
    ['dynalite, by the file of a thread', 'local/dynamodb/items.test.ts'],
    ['the CDK', 'infra/dashboard.test.ts'],
    ['a process', 'infra/app.test.ts'],
    ['every case of the fault matrix', 'fault-matrix/inputs.test.ts'],
  ])('but not with %s', (_, suite) => {
    expect(isFast(suite)).toBe(false);
  });

  it('where it only names their types', () => {
    // of DynamoDB's client, and of an item
    expect(isFast('export/line.test.ts')).toBe(true);
  });
});
