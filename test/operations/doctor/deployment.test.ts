import { getValue } from '../../../lib/operations';
import { changeFact, denied, diagnoseOne, missing } from './changed-facts';
import { healthy, type Healthy } from './healthy';

describe('before the deployment, the doctor', () => {
  const before = (context: Record<string, unknown> = {}): Healthy => {
    const facts = healthy(context);
    const { raw, staged, files, latest } = { raw: missing, staged: missing, files: missing, latest: missing };
    Object.assign(facts.system, { bucket: missing, workgroup: missing, strays: missing });
    Object.assign(facts.table, {
      source: missing,
      recovery: missing,
      catalog: missing,
      machine: missing,
      executions: missing,
      schedule: missing,
      partitions: { raw, staged, files, latest },
      views: { newest: missing, history: missing },
      validation: missing,
    });
    return facts;
  };

  it('says that there is nothing yet, and how to deploy it', () => {
    expect(diagnoseOne(before())).toEqual([
      expect.objectContaining({
        check: 'deployment',
        severity: 'note',
        remedy: 'npx cdk deploy --all -c systemName=dev',
      }),
    ]);
  });

  it('finds names that are taken already', () => {
    const facts = before();
    Object.assign(facts.table, { source: healthy().table.source });
    facts.system.bucket = denied;
    expect(diagnoseOne(facts).filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({
        check: 'bucket',
        what: 'There is a bucket example-dynamodb-export-dev-123456789012-ap-northeast-1 already.',
      }),
      expect.objectContaining({ check: 'source-table', remedy: expect.stringContaining('existingTable') as string }),
    ]);
  });

  it('finds that an existing table is not there', () => {
    const tables = [{ name: 'Orders', existingTable: 'orders', partitionKey: { name: 'id' } }];
    expect(diagnoseOne(before({ tables }))).toContainEqual(
      expect.objectContaining({
        check: 'source-table',
        severity: 'error',
        what: 'There is no DynamoDB table orders in ap-northeast-1.',
      }),
    );
  });
});

it('a healthy system of another partition has its machine in that one', () => {
  const facts = healthy();
  const inChina = (text: string | undefined) => (text ?? '').replaceAll('arn:aws:', 'arn:aws-cn:');
  facts.table.source = changeFact(facts.table.source, { arn: inChina(getValue(facts.table.source)?.arn) });
  facts.table.machine = changeFact(facts.table.machine, {
    definition: inChina(getValue(facts.table.machine)?.definition),
  });
  expect(diagnoseOne(facts).filter(({ check }) => check === 'state-machine')).toEqual([]);
});
