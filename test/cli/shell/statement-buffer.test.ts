import { StatementBuffer } from '../../../lib/cli/shell/statement-buffer';

const add = (...lines: string[]) => {
  const buffer = new StatementBuffer();
  const entries = lines.flatMap((line) => buffer.add(line));
  return { entries, unfinished: buffer.unfinished, open: buffer.open };
};
const statement = (sql: string) => ({ kind: 'statement', sql });
const command = (text: string) => ({ kind: 'command', text });

describe('lines of a shell', () => {
  it.each([
    [['SELECT 1;'], [statement('SELECT 1')], ''],
    [['SELECT 1'], [], 'SELECT 1'],
    [['SELECT 1,', '  2;'], [statement('SELECT 1,\n  2')], ''],
    [['SELECT 1; SELECT 2; SELECT'], [statement('SELECT 1'), statement('SELECT 2')], 'SELECT'],
    [[';;', ' ', '-- nothing', '/* nothing */'], [], ''],
    [["SELECT ';", "'", ';'], [statement("SELECT ';\n'")], ''],
    [['SELECT 1 -- ;', '/* ;', '*/;'], [statement('SELECT 1 -- ;\n/* ;\n*/')], ''],
    [['SELECT "a;b" FROM `c;d`;'], [statement('SELECT "a;b" FROM `c;d`')], ''],
    [["SELECT 'it''s;';"], [statement("SELECT 'it''s;'")], ''],
  ])('%j give the statements that they end', (lines, entries, unfinished) => {
    expect(add(...lines)).toMatchObject({ entries, unfinished });
  });

  it.each([
    [["SELECT 'a"], "'"],
    [['SELECT "a'], '"'],
    [['/* a'], '/*'],
    [['SELECT 1', '-- it'], undefined],
    [['/* a', '*/'], undefined],
  ])('%j end within %j', (lines, open) => {
    expect(add(...lines).open).toBe(open);
  });

  it.each([
    [['\\d orders'], [command('\\d orders')], ''],
    [['SELECT 1', '\\?'], [command('\\?')], 'SELECT 1'],
    [['SELECT 1 \\watch 2'], [command('\\watch 2')], 'SELECT 1'],
    [['SELECT 1; \\watch 2'], [statement('SELECT 1'), command('\\watch 2')], ''],
    [["SELECT '\\q';"], [statement("SELECT '\\q'")], ''],
    [["SELECT '", '\\q', "';"], [statement("SELECT '\n\\q\n'")], ''],
    [['SELECT 1 -- \\q', ';'], [statement('SELECT 1 -- \\q')], ''],
    [['/*', '\\q', '*/ SELECT 1;'], [statement('/*\n\\q\n*/ SELECT 1')], ''],
    [["SELECT regexp_like(a, '\\d+') \\watch"], [command('\\watch')], "SELECT regexp_like(a, '\\d+')"],
  ])('%j have a command outside of quotes and comments alone', (lines, entries, unfinished) => {
    expect(add(...lines)).toMatchObject({ entries, unfinished });
  });

  it('are forgotten on demand', () => {
    const buffer = new StatementBuffer();
    buffer.add("SELECT 'a");
    expect(buffer.clear()).toBe("SELECT 'a");
    expect([buffer.isEmpty, buffer.add('SELECT 1;')]).toEqual([true, [statement('SELECT 1')]]);
  });
});
