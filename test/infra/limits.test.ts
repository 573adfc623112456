import { statSync } from 'node:fs';
import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import { findTooManyColumns } from '../../infra/parts/column-limits';
import { findTooLarge } from '../../infra/parts/limits';
import { tableInputs } from '../../lib/catalog';
import { SCALARS } from '../../lib/config/athena-type';
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
      'its 2 tables make 900 resources, CloudFormation takes 500, so about 1 such tables fit; give the others a stack of their own: new NightlyExport there takes these exports as a prop, or those that NightlyExports.fromAttributes finds',
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
      expect.stringMatching(/^its table makes 1200\d{3} bytes, CloudFormation takes 1000000: declare fewer columns, /),
    ]);
  });

  it('are those of an indented template, where the stack has one', () => {
    const bytes = (isFlat: boolean) => Number(/makes (\d+) bytes/.exec(problemsOf(1_200_000, isFlat)[0] ?? '')?.[1]);
    expect(bytes(false)).toBeGreaterThan(bytes(true));
  });
});

/** AWS Glue: of a view's text. */
const GLUE_VIEW_CHARACTERS = 409_600;

const TYPES = [...SCALARS, 'array<decimal(p,s)>'].map((type) => type.replace('p,s', '38,10'));

const NIGHTS = {
  'of lines': { columnar: false },
  'that are columnar': { columnar: true },
  'that are made of changes': { incremental: {} },
};

/** A table whose columns make statements as long as they get, by their number. */
const withColumns = (count: number, type: string, nights: object) => ({
  name: 'T'.repeat(40),
  partitionKey: { name: 'id' },
  ...nights,
  attributes: Array.from({ length: count }, (_, index) => ({ name: `attribute${index}`, type, path: ['nested'] })),
});

const problemOf = (count: number, type: string, nights: object) => {
  const { config, table } = oneTable(withColumns(count, type, nights));
  return findTooManyColumns(config, table);
};

function messageOf(refused: () => unknown): string {
  try {
    refused();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}

const fittingIn = (message = '') => Number(/the first (\d+) fit/.exec(message)?.[1]);

/** Where definitions are made, which takes long, only the shortest and the longest columns. */
const typesOf = (nights: object) =>
  'incremental' in nights || ('columnar' in nights && nights.columnar === true)
    ? ['string', 'array<decimal(38,10)>']
    : TYPES;

describe.each(Object.entries(NIGHTS))('columns of a table with nights %s', (_, nights) => {
  it.each(typesOf(nights))(
    'of type %s are refused where AWS would not take them, and as many as are said to fit do',
    (type) => {
      const message = problemOf(400, type, nights);
      expect(message).toMatch(
        /^400 typed columns \(with those of entities\), of which the first \d+ fit: with one more .* \d+ bytes, and (Step Functions takes 245760|CloudFormation takes 1000000); leave the others undeclared, the raw table has all of them$/,
      );
      const fitting = fittingIn(message);
      expect(fitting).toBeGreaterThan(60);
      expect(problemOf(fitting, type, nights)).toBeUndefined();
      expect(problemOf(fitting + 1, type, nights)).toBeDefined();
      const { table, names } = oneTable(withColumns(fitting, type, nights));
      for (const { ViewOriginalText = '' } of tableInputs(table, names))
        expect(ViewOriginalText.length).toBeLessThan(GLUE_VIEW_CHARACTERS);
    },
  );

  it('are synthesised in the number that is said to fit, below every limit', () => {
    const make = (count: number) => synthesise({ tables: [withColumns(count, 'string', nights)] });
    // asked as it is synthesised: other names than those above are longer, or shorter
    const { assembly } = make(fittingIn(messageOf(() => make(400))));
    const sizes = assembly.stacks.map(({ templateFullPath }) => statSync(templateFullPath).size);
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
    expect(Math.max(...sizes)).toBeGreaterThan(400_000);
  });
});

it('1,500 columns of a table with nights of changes are refused at synth, by the name of the table', () => {
  expect(() => synthesise({ tables: [withColumns(1500, 'string', { incremental: {} })] })).toThrow(
    /tttt\/Nights: 1500 typed columns \(with those of entities\), of which the first \d+ fit: with one more .* bytes, and CloudFormation takes 1000000; leave the others/,
  );
});

describe('attributes of entities', () => {
  it('count with those of the table', () => {
    const attributesOf = (prefix: string) =>
      Array.from({ length: 200 }, (_, index) => ({ name: `${prefix}${index}`, type: 'string' }));
    const { config, table } = oneTable({
      attributes: attributesOf('a'),
      entities: [{ name: 'menu', where: { attribute: 'id', prefix: 'MENU#' }, attributes: attributesOf('b') }],
    });
    const message = findTooManyColumns(config, table);
    expect(message).toContain('400 typed columns (with those of entities)');
    expect(Number(/the first (\d+) fit/.exec(message ?? '')?.[1])).toBeGreaterThan(200);
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
