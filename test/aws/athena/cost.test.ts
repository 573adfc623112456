import { queryCost } from '../../../lib/aws/athena/cost';

const MEGABYTE = 1024 ** 2;

describe('what a query costs', () => {
  it('is five dollars a terabyte', () => {
    expect(queryCost(1024 ** 4, 'DML')).toBe(5);
  });

  it('is that of ten megabytes at least', () => {
    expect(queryCost(0, 'DML')).toBe(queryCost(10 * MEGABYTE, 'DML'));
    expect(queryCost(11 * MEGABYTE, 'DML')).toBeGreaterThan(queryCost(10 * MEGABYTE, 'DML'));
  });

  it('is that of whole megabytes', () => {
    expect(queryCost(20 * MEGABYTE + 1, 'DML')).toBe(queryCost(21 * MEGABYTE, 'DML'));
  });

  it('is nothing for DDL', () => {
    expect(queryCost(1024 ** 4, 'DDL')).toBe(0);
  });
});
