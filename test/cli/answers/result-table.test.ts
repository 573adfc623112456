import { resultTable } from '../../../lib/cli/answers/result-table';
import { visible } from '../../../lib/cli/terminal/visible';

const text = (name: string) => ({ name, type: 'varchar' });

describe('a table for a person', () => {
  it('has numbers to the right, all else to the left', () => {
    const table = resultTable(
      [text('menu'), { name: 'n', type: 'bigint' }, { name: 'd', type: 'decimal(12,2)' }],
      [
        ['いか', '1', '10.00'],
        ['a', '100', '1.00'],
      ],
    );
    expect(table.split('\n')).toEqual(['  menu    n      d', '  いか    1  10.00', '  a     100   1.00']);
  });

  it('has rows of nothing but NULL, and empty texts', () => {
    expect(resultTable([text('a')], [[undefined], ['x'], ['']]).split('\n')).toEqual(['  a', '', '  x', '']);
  });

  it('is the names alone where there is no row', () => {
    expect(resultTable([text('a'), text('b')], [])).toBe('  a  b');
  });

  it('can do without the names, for rows that go on', () => {
    expect(resultTable([text('a')], [['1'], ['2']], { head: false })).toBe('  1\n  2');
  });

  it('puts a text of several lines on one, and cuts a long one', () => {
    const table = resultTable([text('a')], [['one\ntwo\t three'], ['x'.repeat(60)]]);
    expect(table.split('\n')).toEqual(['  a', '  one two three', `  ${'x'.repeat(47)}…`]);
  });

  it('cuts at the length that is asked for', () => {
    expect(resultTable([text('a')], [['abcdef']], { longest: 4 })).toBe('  a\n  abc…');
  });

  it('has whole texts where they are asked for, which make no column wider than one that cuts', () => {
    const long = 'x'.repeat(60);
    const rows = [
      [long, 'b'],
      ['a'.repeat(400_000), 'c'],
      ['short', 'd'],
    ];
    const table = resultTable([text('a'), text('b')], rows, { whole: true }).split('\n');
    expect(table).toEqual([
      `  a${' '.repeat(49)}b`,
      `  ${long}  b`,
      `  ${'a'.repeat(400_000)}  c`,
      `  short${' '.repeat(45)}d`,
    ]);
  });

  it('has colours on a terminal alone, and never with NO_COLOR', () => {
    const { isTTY } = process.stdout;
    const { NO_COLOR, TERM } = process.env;
    const bold = '\u001b[1m';
    try {
      process.stdout.isTTY = true;
      process.env.TERM = 'xterm';
      delete process.env.NO_COLOR;
      expect(visible(resultTable([text('a')], []))).toContain(bold);
      process.env.NO_COLOR = '1';
      expect(visible(resultTable([text('a')], []))).not.toContain(bold);
      delete process.env.NO_COLOR;
      process.stdout.isTTY = false;
      expect(visible(resultTable([text('a')], []))).not.toContain(bold);
    } finally {
      process.stdout.isTTY = isTTY;
      restore('NO_COLOR', NO_COLOR);
      restore('TERM', TERM);
    }
  });
});

function restore(name: 'NO_COLOR' | 'TERM', value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}
