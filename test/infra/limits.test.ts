import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { checkLimits, checkStatements, LIMITS_CHECKED_HERE } from '../../infra/limits';
import { tableInputs } from '../../lib/catalog';
import { definition } from '../../lib/workflow';
import { oneTable } from './one-table';
import { permissionsOf } from './permissions';
import { synthesise } from './synthesise';

describe('the tables of a stack', () => {
  const attributes = Array.from({ length: 180 }, (_, index) => ({ name: `attribute${index}`, type: 'string' }));
  const tables = (inMainStack: number) =>
    ['A', 'B', 'C', 'D'].map((name, index) => ({
      name,
      partitionKey: { name: 'id' },
      attributes,
      ...(index >= inMainStack && { stack: 'more' }),
    }));

  it('are refused where their template is larger than CloudFormation takes, and fewer in each of two stacks are not', () => {
    const { assembly } = synthesise({ tables: tables(4) });
    expect(
      problemOf(() => {
        checkLimits(assembly);
      }),
    ).toMatch(
      /tables = 4 in the stack export-to-athena-dev: they make 1\d{6} bytes, CloudFormation takes 1000000, so about 2 such tables fit; give the others a "stack" of their own$/,
    );
    const spread = synthesise({ tables: tables(2) });
    expect(spread.stacks).toHaveLength(2);
    expect(() => {
      checkLimits(spread.assembly);
    }).not.toThrow();
  });
});

describe('the resources of a stack', () => {
  const stackOf = (handles: number) => {
    const app = new App({ context: LIMITS_CHECKED_HERE, builtinCloudFormationValidation: false });
    const stack = new Stack(app, 'Stack');
    for (const name of ['A', 'B']) new CfnStateMachine(stack, name, { roleArn: 'arn:aws:iam::123456789012:role/r' });
    for (let index = 0; index < handles; index++) new CfnWaitConditionHandle(stack, `Handle${index}`);
    return app.synth();
  };

  it('may be 500', () => {
    expect(() => {
      checkLimits(stackOf(498));
    }).not.toThrow();
  });

  it('are refused above it, with the number of tables that fit', () => {
    expect(
      problemOf(() => {
        checkLimits(stackOf(898));
      }),
    ).toContain(
      'tables = 2 in the stack Stack: they make 900 resources, CloudFormation takes 500, so about 1 such tables fit; give the others a "stack" of their own',
    );
  });
});

const TYPES = [
  'string',
  'bigint',
  'decimal(38,10)',
  'double',
  'boolean',
  'timestamp',
  'date',
  'json',
  'binary',
  'array<decimal(38,10)>',
];

describe.each([
  ...TYPES.map((type) => ({ nights: 'of lines', type, columnar: false })),
  ...TYPES.map((type) => ({ nights: 'that are columnar', type, columnar: true })),
])('attributes of type $type, in nights $nights', ({ type, columnar }) => {
  const withAttributes = (count: number) =>
    oneTable({
      name: 'T'.repeat(40),
      columnar,
      attributes: Array.from({ length: count }, (_, index) => ({ name: `attribute${index}`, type, path: ['nested'] })),
    });
  const message = problemOf(() => {
    checkStatements(withAttributes(600).config);
  });
  const fitting = Number(/the first (\d+) of/.exec(message)?.[1]);

  it('are refused where a task of Step Functions would not take their validation, and as many as are said to fit do, but not one more', () => {
    expect(message).toMatch(
      /tables\[0\]\.attributes = 600 attributes \(with those of entities\): their validation has \d+ bytes, Step Functions takes 245760, so the first \d+ of them fit; leave the others undeclared, the raw table has all of them$/,
    );
    expect(
      problemOf(() => {
        checkStatements(withAttributes(fitting).config);
      }),
    ).toBe('nothing');
    expect(
      problemOf(() => {
        checkStatements(withAttributes(fitting + 1).config);
      }),
    ).not.toBe('nothing');
  });

  it('meet no other limit before: of Glue a view has 409,600 characters, of Step Functions a definition 1 MB', () => {
    const { config, table, names } = withAttributes(fitting);
    for (const { ViewOriginalText = '' } of tableInputs(table, names))
      expect(ViewOriginalText.length).toBeLessThan(409_600);
    const machine = definition(config, table, 'arn:aws:dynamodb', []);
    expect(JSON.stringify(machine).length).toBeLessThan(1_000_000);
    const { validateExport, unloadExport } = machine.States;
    if (columnar) expect(bytesOf(unloadExport)).toBeLessThan(bytesOf(validateExport));
  });
});

const bytesOf = (state: unknown) => JSON.stringify(state).length;

describe('attributes of entities', () => {
  it('count with those of the table', () => {
    const named = (prefix: string) =>
      Array.from({ length: 200 }, (_, index) => ({ name: `${prefix}${index}`, type: 'string' }));
    const { config } = oneTable({
      attributes: named('a'),
      entities: [{ name: 'menu', where: { attribute: 'id', prefix: 'MENU#' }, attributes: named('b') }],
    });
    const message = problemOf(() => {
      checkStatements(config);
    });
    expect(message).toContain('tables[0].attributes = 400 attributes (with those of entities)');
    expect(Number(/the first (\d+) of/.exec(message)?.[1])).toBeGreaterThan(200);
  });
});

describe('the policies of a role', () => {
  it('stay below 10,240 characters with the longest names there are', () => {
    const { config, stacks } = synthesise({
      systemName: 'tencharact',
      region: 'ap-southeast-1',
      retentionDays: 90,
      existingBucket: 'b'.repeat(63),
      bucketOwner: '210987654321',
      kmsKeyArn: `arn:aws:kms:ap-southeast-1:123456789012:key/mrk-${'0'.repeat(32)}`,
      tables: [{ name: 'T'.repeat(40), existingTable: 't'.repeat(255), partitionKey: { name: 'id' } }],
    });
    for (const { policies } of Object.values(permissionsOf(stacks[0], config.region)))
      expect(JSON.stringify(Object.values(policies)).length).toBeLessThan(10_240);
  });
});

function problemOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}
