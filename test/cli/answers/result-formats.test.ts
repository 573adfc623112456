import { csv, expandedFormat, json, table, tableFormat, type ResultFormat } from '../../../lib/cli/answers/formats';
import type { TextRow } from '../../../lib/target';

const columns = [
  { name: 'n', type: 'bigint' },
  { name: 'text', type: 'varchar' },
];

async function writeRows(format: ResultFormat, rows: readonly TextRow[], of = columns): Promise<string> {
  let text = '';
  const write = async (piece: string) => {
    text += piece;
  };
  const batches = (async function* () {
    yield rows;
  })();
  await format({ columns: of, rows: batches }, { write, end: () => Promise.resolve() });
  return text;
}

describe.each(Object.entries({ csv, json, table }))('an answer as %s', (_, format) => {
  it('goes out as it comes: nothing waits for the end', async () => {
    const happened: string[] = [];
    const batch = Array.from({ length: 500 }, (_unused, index): TextRow => [String(index), 'x']);
    const rows = (async function* () {
      for (const number of [1, 2, 3]) {
        happened.push(`read ${number}`);
        yield batch;
      }
    })();
    const write = async () => {
      happened.push('written');
    };
    await format({ columns, rows }, { write, end: () => Promise.resolve() });
    expect(happened.indexOf('written')).toBeLessThan(happened.indexOf('read 2'));
    expect(happened.lastIndexOf('written')).toBeGreaterThan(happened.indexOf('read 3'));
  });

  it('waits for its reader', async () => {
    let pulled = 0;
    let release: () => void = () => undefined;
    const rows = (async function* () {
      for (;;) {
        pulled++;
        yield Array.from({ length: 500 }, (): TextRow => ['1', 'x']);
        if (pulled > 9) return;
      }
    })();
    let writes = 0;
    const write = () =>
      ++writes < 3
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            release = resolve;
          });
    const done = format({ columns, rows }, { write, end: () => Promise.resolve() });
    await new Promise(setImmediate);
    expect(pulled).toBeLessThan(4);
    writes = Number.NEGATIVE_INFINITY;
    release();
    await done;
    expect(pulled).toBe(10);
  });

  it('has the names of its columns where there is no row, or is empty', async () => {
    expect(await writeRows(format, [])).toBe(format === json ? '' : format === csv ? '"n","text"\n' : '  n  text\n');
  });
});

describe('CSV', () => {
  it('tells NULL from an empty text', async () => {
    expect(
      await writeRows(csv, [
        [undefined, ''],
        ['1', undefined],
      ]),
    ).toBe('"n","text"\n,""\n"1",\n');
  });

  it('doubles quotation marks and keeps lines', async () => {
    expect(await writeRows(csv, [['1', 'a "b"\n,c']])).toBe('"n","text"\n"1","a ""b""\n,c"\n');
  });
});

describe('JSON', () => {
  it.each([
    ['bigint', '9007199254740993', '9007199254740993'],
    ['decimal(38,10)', '-0.0000000001', '-0.0000000001'],
    ['double', '1.0E10', '1.0E10'],
    ['double', 'NaN', '"NaN"'],
    ['double', '-Infinity', '"-Infinity"'],
    ['boolean', 'true', 'true'],
    ['varchar', 'true', '"true"'],
    ['varchar', '07', '"07"'],
    ['date', '2026-11-23', '"2026-11-23"'],
    ['array(bigint)', '[1, 2]', '"[1, 2]"'],
  ])('of a %s %s is %s', async (type, value, expected) => {
    const line = await writeRows(json, [[value]], [{ name: 'v', type }]);
    expect(line).toBe(`{"v":${expected}}\n`);
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});

describe('a table', () => {
  it('of many rows has its names once', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index): TextRow => [String(index), 'x']);
    const lines = (await writeRows(table, rows)).trimEnd().split('\n');
    expect(lines).toHaveLength(1_201);
    expect(lines.filter((line) => line.includes('text'))).toHaveLength(1);
  });
});

describe('an answer that is longer than a person reads', () => {
  const rows = Array.from({ length: 1_203 }, (_, n): TextRow => [String(n), 'x']);

  it.each([
    ['a table', tableFormat(2), '  n  text\n  0  x\n  1  x\n… 1,201 more rows: '],
    ['one column a line', expandedFormat(1), 'row 1\n  n     0\n  text  x\n… 1,202 more rows: '],
  ])('is cut as %s, which says how many rows there are more, and how to have them', async (_, format, beginning) => {
    const text = await writeRows(format, rows);
    expect(text).toContain(beginning);
    expect(text).toContain('--rows all shows them');
  });

  it('is whole without a limit, with columns that only grow wider', async () => {
    const lines = (await writeRows(table, rows)).trimEnd().split('\n');
    expect(lines).toHaveLength(1_204);
    expect(lines.at(-1)).toBe('  1202  x');
  });
});

describe('one column a line', () => {
  it('has values whole, on one line each', async () => {
    const long = `a\n${'x'.repeat(400)}`;
    expect(
      await writeRows(expandedFormat(), [
        ['1', long],
        [undefined, ''],
      ]),
    ).toBe(`row 1\n  n     1\n  text  a\\n${'x'.repeat(400)}\nrow 2\n  n\n  text\n`);
  });
});
