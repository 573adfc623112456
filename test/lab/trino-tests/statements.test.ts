import { statementsOf } from './statements';

const sqlOf = (source: string): string[] => statementsOf(source).map(({ sql }) => sql);

describe('the expressions of a Java test', () => {
  it('are those of assertions.expression, with texts joined and escapes read', () => {
    const source = String.raw`assertThat(assertions.expression("upper('a\"b') " +
        "|| '\u00e4'")).isEqualTo("x");`;
    expect(sqlOf(source)).toEqual([`SELECT upper('a"b') || 'ä'`]);
  });

  it('are read from text blocks without their indent', () => {
    const source = 'assertions.expression("""\n        ARRAY[1,\n          2]\n        """)';
    expect(sqlOf(source)).toEqual(['SELECT ARRAY[1,\n  2]\n']);
  });

  it('take their columns from the bindings', () => {
    const source = 'assertions.expression("a + b")\n  .binding("a", "1")\n  .binding("b", "NULL")';
    expect(sqlOf(source)).toEqual(['SELECT a + b FROM (VALUES ROW(1, NULL)) t(a, b)']);
  });

  it('are calls and operators as well', () => {
    const source = 'assertions.function("mod", "5", "f(1)"); assertions.operator(SUBTRACT, "1", "-2")';
    expect(sqlOf(source)).toEqual(['SELECT mod(5, f(1))', 'SELECT 1 - (-2)']);
  });

  it('are left out where a part is computed', () => {
    const source = 'assertions.expression("a" + name); assertions.function("f", value); other.expression("1")';
    expect(sqlOf(source)).toEqual([]);
  });
});
