import { showPosition } from '../../../lib/aws/athena/position';

describe("Athena's message", () => {
  const sql = 'SELECT menu\r\nFORM orders';

  it('has the line that it names below it, and a caret under the column', () => {
    expect(showPosition("line 2:1: mismatched input 'FORM'", sql)).toBe(
      "line 2:1: mismatched input 'FORM'\n  FORM orders\n  ^",
    );
    expect(showPosition('COLUMN_NOT_FOUND: line 1:8: x', sql)).toBe(
      'COLUMN_NOT_FOUND: line 1:8: x\n  SELECT menu\n         ^',
    );
  });

  it('may name the end of a line', () => {
    expect(showPosition('line 2:12: end', sql)).toMatch(/\n {13}\^$/);
  });

  it.each([
    'HIVE_CURSOR_ERROR: no place',
    'line 9:1: there is no such line',
    'line 2:40: nor such a column',
    'line 1:0: nor this',
  ])('stays as it is: %s', (message) => {
    expect(showPosition(message, sql)).toBe(message);
  });
});
