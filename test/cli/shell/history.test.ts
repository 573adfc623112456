import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { History, historyFile } from '../../../lib/cli/shell/history';
import { historyEntries, newestEntries } from '../../../lib/cli/shell/history-line';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'history-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
  jest.restoreAllMocks();
});

describe('what is kept of lines', () => {
  it.each([
    [['SELECT 1,', '  2;'], ['SELECT 1, 2;']],
    [
      ['SELECT 1 -- one', ';'],
      ['SELECT 1 -- one', ';'],
    ],
    [
      ["SELECT 'a", "b';"],
      ["SELECT 'a", "b';"],
    ],
    [
      ['/* a', 'b */ SELECT 1;'],
      ['/* a', 'b */ SELECT 1;'],
    ],
    [[' SELECT secret;'], []],
    [['', ' '], []],
    [['SELECT \u001b[31m;'], []],
  ])('%j is %j', (lines, entries) => {
    expect(historyEntries(lines)).toEqual(entries);
  });

  it('is shown the newest first, each once, and nothing that acts on a terminal', () => {
    expect(newestEntries('a\nb\na\n\u001b[2J\nc\n', 2)).toEqual(['c', 'a']);
  });
});

describe('the file of a history', () => {
  it.each([
    [{ EXPORT_TO_ATHENA_HISTORY: '' }, undefined],
    [{ EXPORT_TO_ATHENA_HISTORY: '/a/b' }, '/a/b'],
    [{ XDG_STATE_HOME: '/state' }, '/state/export-to-athena/history'],
  ])('is by %j %j', (env, file) => {
    expect(historyFile(env)).toBe(file);
  });

  it('is for its owner alone, and is read by the next run', () => {
    const file = join(root, 'state/history');
    const history = new History(file);
    history.add(['SELECT 1;']);
    history.add(['SELECT 2;']);
    history.add(['SELECT 2;']);
    expect([statSync(file).mode & 0o777, statSync(join(root, 'state')).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readFileSync(file, 'utf8')).toBe('SELECT 1;\nSELECT 2;\n');
    expect(new History(file).entries).toEqual(['SELECT 2;', 'SELECT 1;']);
  });

  it('has what two shells add to it', () => {
    const file = join(root, 'history');
    const [one, other] = [new History(file), new History(file)];
    one.add(['SELECT 1;']);
    other.add(['SELECT 2;']);
    one.add(['SELECT 3;']);
    expect(readFileSync(file, 'utf8')).toBe('SELECT 1;\nSELECT 2;\nSELECT 3;\n');
  });

  it('is cut down to the newest entries where it has become large', () => {
    const file = join(root, 'history');
    writeFileSync(file, Array.from({ length: 20_000 }, (_, n) => `SELECT ${n}, '${'x'.repeat(50)}';\n`).join(''));
    expect(new History(file).entries).toHaveLength(1000);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([1000, `SELECT 19999, '${'x'.repeat(50)}';`]);
  });

  it('cannot be written: that is said once, and the run goes on', () => {
    let told = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      told += String(text);
      return true;
    });
    mkdirSync(join(root, 'history'));
    const history = new History(join(root, 'history'));
    history.add(['SELECT 1;']);
    history.add(['SELECT 2;']);
    expect(history.entries).toEqual(['SELECT 2;', 'SELECT 1;']);
    expect(told).toMatch(
      /^The history of this run is not kept\. .*history cannot be used: there is a folder of that name; give another place\n$/,
    );
  });
});
