import { queryCost } from '../../../lib/aws/athena/cost';

const MEGABYTE = 1024 ** 2;

describe('what a query costs', () => {
  it('is five dollars a terabyte', () => {
    expect(queryCost(1024 ** 4, { StatementType: 'DML' })).toBe(5);
  });

  it('is that of ten megabytes at least', () => {
    expect(queryCost(0, { StatementType: 'DML' })).toBe(queryCost(10 * MEGABYTE, { StatementType: 'DML' }));
    expect(queryCost(11 * MEGABYTE, { StatementType: 'DML' })).toBeGreaterThan(
      queryCost(10 * MEGABYTE, { StatementType: 'DML' }),
    );
  });

  it('is that of whole megabytes', () => {
    expect(queryCost(20 * MEGABYTE + 1, { StatementType: 'DML' })).toBe(
      queryCost(21 * MEGABYTE, { StatementType: 'DML' }),
    );
  });

  it('is nothing for DDL', () => {
    expect(queryCost(1024 ** 4, { StatementType: 'DDL' })).toBe(0);
  });
});
