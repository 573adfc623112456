import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownStyle, visible, visibleLine } from '../../../lib/cli/terminal/visible';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { runCli } from '../run-cli';

/** Sets a terminal's title; C1's way to say the same; what erases the line; DEL. */
const HOSTILE = '\u001b]0;owned\u0007 \u009d0;owned\u009c \r \u007f';
// oxlint-disable-next-line no-control-regex -- these are what must not be there
const CONTROL = /[\0-\u0008\u000b-\u001f\u007f-\u009f]/;

let nights: PublishedNights;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visible-'));
  nights = await publishNights({
    '2026-11-22': [order('01', 1)],
    '2026-11-23': [order('01', 1, { menu: { S: HOSTILE }, [HOSTILE]: { S: HOSTILE } })],
  });
});

afterAll(() => {
  nights.remove();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runCli(...args, '--folder', nights.folder);

describe('a control character of an item', () => {
  const MENU = 'SELECT menu FROM sushiorderdata';
  const NAMES = 'SELECT map_keys(item), item FROM sushiorderdata_latest';

  it.each([
    ['a table', ['query', MENU]],
    ['a table with one column a line', ['query', MENU, '--expanded']],
    ['a table of names', ['query', NAMES]],
    ['the name of a column', ['query', `SELECT 1 AS "${HOSTILE}"`]],
    ['a failure of a statement', ['query', 'SELECT CAST(menu AS bigint) FROM sushiorderdata']],
    ['an error that repeats the statement', ['query', `SELECT '${HOSTILE}' FORM x`]],
    ['an error of the command line', ['query', 'SELECT 1', `--${HOSTILE}`]],
    ['the difference of two nights', ['diff', '2026-11-22', '2026-11-23']],
    ['the drift of two nights', ['drift']],
    ['a document for a script', ['drift', '--json']],
  ])('is shown, not sent, in %s', async (_, args) => {
    const { stdout, stderr } = await run(...args);
    expect(stdout + stderr).toContain('u001b]0;ow');
    expect(stdout + stderr).not.toMatch(CONTROL);
  });

  it('is shown in a table in a file, too', async () => {
    const file = join(folder, 'menu.txt');
    await run('query', MENU, '-o', file);
    expect(readFileSync(file, 'utf8')).toContain('\\u001b]0;owned\\u0007');
  });

  it('is exact in csv and json', async () => {
    const [csv, json] = [await run('query', MENU, '--format', 'csv'), await run('query', MENU, '--format', 'json')];
    expect(csv.stdout).toBe(`"menu"\n"${HOSTILE}"\n`);
    expect(JSON.parse(json.stdout)).toEqual({ menu: HOSTILE });
  });
});

describe('what is visible', () => {
  it('keeps newlines and tabs of a text, and shows them on a line', () => {
    expect(visible('a\n\tb\r')).toBe('a\n\tb\\u000d');
    expect(visibleLine('a\n\tb\r')).toBe('a\\n\\tb\\r');
  });

  it('keeps the styles of this program, and no others', () => {
    expect(visible(`${ownStyle('\u001b[1m')}\u001b[31mred`)).toBe('\u001b[1m\\u001b[31mred');
  });
});

it('what cannot be seen in a name, or turns it, is shown', () => {
  expect(visible('\uFEFFtitle \u202Egpj.exe 👩\u200D🍳')).toBe('\\ufefftitle \\u202egpj.exe 👩\u200D🍳');
});
