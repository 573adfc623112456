import { synthesise } from './synthesise';

describe('the inline policies of a role', () => {
  const policiesOf = (folders: number) => () => {
    const exportPrefixes = Array.from({ length: folders }, (_, index) => `backups/of/the/shop/orders-${index}`);
    const table = { name: 'T'.repeat(40), partitionKey: { name: 'id' }, exportPrefixes };
    synthesise({ systemName: 'production', columnar: true, retentionDays: 90, tables: [table] });
  };

  it('fit into what IAM takes, with all settings and the longest names', () => {
    expect(policiesOf(5)).not.toThrow();
  });

  it('are refused above it, with what makes them shorter', () => {
    expect(policiesOf(100)).toThrow(
      /\[export-to-athena-production--t+\/Nights\/Nightly\/Permissions\] the policies of the role of example-ExportT+-production have up to \d{5} characters, IAM takes 10240: give fewer exportPrefixes/,
    );
  });
});
