import { App, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table, TableV2, type CfnTable, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { NightlyExport } from '../../infra';

const KEY = { partitionKey: { name: 'id', type: AttributeType.STRING } };
const ENABLED = 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled';
const OFF = 'the point-in-time recovery of the table is off';

/** Exports a table, and changes what the app says of it afterwards. */
function exporting(make: (stack: Stack) => Table | TableV2, change?: (table: CfnTable) => void): () => Template {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Shop', {
    env: { region: 'eu-central-1', account: '123456789012' },
  });
  const table: unknown = make(stack);
  new NightlyExport(stack, 'Orders', { table: table as ITable });
  change?.((table as Table).node.defaultChild as CfnTable);
  return () => Template.fromStack(stack);
}

const recovery = (enabled: unknown) => ({
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: enabled as boolean },
});

const override = (path: string, value: boolean) => (table: CfnTable) => {
  table.addPropertyOverride(path, value);
};

describe('whether a table has point-in-time recovery is what its template says', () => {
  it.each([
    ['an override of a Table that switches it on', (stack: Stack) => new Table(stack, 'T', KEY), ENABLED],
    ['an override of a TableV2', (stack: Stack) => new TableV2(stack, 'T', KEY), `Replicas.0.${ENABLED}`],
  ] as const)('%s', (_, make, path) => {
    expect(exporting(make)).toThrow(OFF);
    expect(exporting(make, override(path, true))).not.toThrow();
  });

  it('an override that switches it off', () => {
    const make = (stack: Stack) => new Table(stack, 'T', { ...KEY, ...recovery(true) });
    expect(exporting(make)).not.toThrow();
    expect(exporting(make, override(ENABLED, false))).toThrow(OFF);
  });

  it('a value that is known only when it is deployed', () => {
    const later = (stack: Stack) => Token.asAny(new CfnParameter(stack, 'Recovery').value);
    expect(exporting((stack) => new Table(stack, 'T', { ...KEY, ...recovery(later(stack)) }))).not.toThrow();
  });
});
