import { endingLimit } from '../../lib/athena-sql/dialect';

describe('endingLimit', () => {
  it.each([
    ['SELECT 1 LIMIT 20', 20],
    ['SELECT 1 ORDER BY 1 limit 20; -- the first', 20],
    ['SELECT 1 FETCH FIRST 5 ROWS ONLY', 5],
    ['SELECT 1 FETCH NEXT ROW ONLY', 1],
    ['SELECT * FROM (SELECT 1 LIMIT 20) AS t', undefined],
    ['SELECT 1 LIMIT ALL', undefined],
    ["SELECT 1 WHERE 'x' = 'LIMIT 3'", undefined],
    ['SELECT 1 -- LIMIT 3', undefined],
    ['no tokens: \u0000 LIMIT 3', undefined],
  ])('of %j is %j', (sql, limit) => {
    expect(endingLimit(sql)).toBe(limit);
  });
});
