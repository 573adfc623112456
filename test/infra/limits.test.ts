import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import { findLongStatement, findTooLarge } from '../../infra/parts/limits';
import { tableInputs } from '../../lib/catalog';
import { definition } from '../../lib/workflow';
import { oneTable } from './one-table';
import { permissionsOf } from './permissions';
import { synthesise } from './synthesise';

describe('the resources of a stack', () => {
  const stackOf = (handles: number) => {
    const stack = new Stack(new App());
    for (let index = 0; index < handles; index++) new CfnWaitConditionHandle(stack, `Handle${index}`);
    return findTooLarge(stack, [{ bytes: 1 }, { bytes: 1 }]);
  };

  it('may be 500', () => {
    expect(stackOf(500)).toEqual([]);
  });

  it('are refused above it, with the number of tables that fit', () => {
    expect(stackOf(900)).toEqual([
      'its 2 tables make 900 resources, CloudFormation takes 500, so about 1 such tables fit; give the others a stack of their own, and the exports with NightlyExports.fromAttributes',
    ]);
  });
});

describe('the bytes of a template', () => {
  const problemsOf = (characters: number, suppressTemplateIndentation: boolean) => {
    const stack = new Stack(new App(), 'Stack', { suppressTemplateIndentation });
    for (const id of ['A', 'B'])
      new CfnNamedQuery(stack, id, { database: 'd', queryString: 'x'.repeat(characters / 2), description: 'y' });
    return findTooLarge(stack, [{ bytes: characters }]);
  };

  it('may be a million', () => {
    expect(problemsOf(999_000, true)).toEqual([]);
  });

  it('are refused above it', () => {
    expect(problemsOf(1_200_000, true)).toEqual([
      expect.stringMatching(
        /^its 1 tables make 1200\d{3} bytes, CloudFormation takes 1000000, so about 0 such tables fit/,
      ),
    ]);
  });

  it('are those of an indented template, where the stack has one', () => {
    const bytes = (isFlat: boolean) => Number(/make (\d+) bytes/.exec(problemsOf(1_200_000, isFlat)[0] ?? '')?.[1]);
    expect(bytes(false)).toBeGreaterThan(bytes(true));
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
  const problemOf = (count: number) => {
    const { config, table } = withAttributes(count);
    return findLongStatement(config, table);
  };
  const message = problemOf(600) ?? '';
  const fitting = Number(/the first (\d+) of/.exec(message)?.[1]);

  it('are refused where a task of Step Functions would not take their validation, and as many as are said to fit do, but not one more', () => {
    expect(message).toMatch(
      /^600 typed columns \(with those of entities\): their validation has \d+ bytes, Step Functions takes 245760, so the first \d+ of them fit; leave the others undeclared, the raw table has all of them$/,
    );
    expect(problemOf(fitting)).toBeUndefined();
    expect(problemOf(fitting + 1)).toBeDefined();
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
    const attributesOf = (prefix: string) =>
      Array.from({ length: 200 }, (_, index) => ({ name: `${prefix}${index}`, type: 'string' }));
    const { config, table } = oneTable({
      attributes: attributesOf('a'),
      entities: [{ name: 'menu', where: { attribute: 'id', prefix: 'MENU#' }, attributes: attributesOf('b') }],
    });
    const message = findLongStatement(config, table);
    expect(message).toContain('400 typed columns (with those of entities)');
    expect(Number(/the first (\d+) of/.exec(message ?? '')?.[1])).toBeGreaterThan(200);
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
    for (const { policies } of stacks.flatMap((stack) => Object.values(permissionsOf(stack, config.region))))
      expect(JSON.stringify(Object.values(policies)).length).toBeLessThan(10_240);
  });
});
