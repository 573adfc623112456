import { writeCdkColumns, type TableProposal } from '../../lib/infer';
import { writeCdkCode, type NewTable } from '../../lib/operations';

/** A table whose names are no words of TypeScript. */
const TABLE: NewTable = {
  name: '7-shop.orders_v2',
  arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/7-shop.orders_v2',
  region: 'eu-west-1',
  items: 3,
  bytes: 300,
  partitionKey: { name: 'customer\'s \\ "id"', type: 'S' },
  sortKey: { name: 'line', type: 'N' },
  recovery: true,
};

const PROPOSAL = {
  table: {
    attributes: [
      { name: "o'clock", type: 'timestamp' },
      { name: 'back\\slash', type: 'decimal(12,2)', column: 'price' },
      { name: 'tags', type: 'array<string>' },
      { name: '`odd\n', type: 'json', column: 'odd' },
    ],
    entities: [
      {
        name: 'menu',
        where: [
          { attribute: "kind'", equals: 'me"nu' },
          { attribute: 'sort', prefix: "M'#" },
        ],
        attributes: [{ name: 'chef', type: 'string' }],
      },
      { name: 'order', where: { attribute: 'customer\'s \\ "id"', prefix: 'O#' }, attributes: [] },
    ],
  },
} as unknown as TableProposal;

/** The files of an app that is what `init` gives, pasted into a stack, and beside it what `infer --format cdk` gives. */
export function generatedApp(): Readonly<Record<'app.ts' | 'columns.ts', string>> {
  const [imports = '', ...body] = writeCdkCode(TABLE).split('\n\n');
  const code = body.join('\n\n');
  const placed = code.replace('columns: [],', 'columns, entities,');
  if (placed === code) throw new Error('the code of init has no place for columns');
  return {
    'columns.ts': writeCdkColumns(PROPOSAL),
    'app.ts': [
      "import { App, Stack } from 'aws-cdk-lib';",
      "import type { Construct } from 'constructs';",
      imports,
      "import { columns, entities } from './columns';",
      '',
      'class ShopAnalytics extends Stack {',
      '  constructor(scope: Construct, id: string) {',
      '    super(scope, id);',
      placed,
      '  }',
      '}',
      '',
      "new ShopAnalytics(new App(), 'ShopAnalytics');",
    ].join('\n'),
  };
}
