import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClosedOutputError } from '../../../lib/cli/terminal/output';
import { openPagedOutput } from '../../../lib/cli/terminal/pager';

const folder = mkdtempSync(join(tmpdir(), 'pager-'));
const file = join(folder, 'shown');
const { isTTY } = process.stdout;
const environment = { ...process.env };
let direct: jest.SpyInstance;

beforeEach(() => {
  process.stdout.isTTY = true;
  process.env.TERM = 'xterm';
  direct = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => {
  direct.mockRestore();
  process.stdout.isTTY = isTTY;
  process.env = { ...environment };
  rmSync(file, { force: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const show = async (...texts: string[]): Promise<void> => {
  const output = openPagedOutput();
  for (const text of texts) await output.write(text);
  await output.end();
};

describe('an answer on a terminal', () => {
  it('goes through the pager of the environment, whole, and nowhere else', async () => {
    process.env.PAGER = `cat > ${file}`;
    const rows = 'いか\n'.repeat(100_000);
    await show('first\n', rows, 'last\n');
    expect(readFileSync(file, 'utf8')).toBe(`first\n${rows}last\n`);
    expect(direct).not.toHaveBeenCalled();
  });

  it('lets less end by itself and keep styles, unless LESS says otherwise', async () => {
    process.env.PAGER = `echo "$LESS" > ${file}`;
    delete process.env.LESS;
    await openPagedOutput().end();
    expect(readFileSync(file, 'utf8')).toBe('FRXS\n');
    process.env.LESS = '-N';
    await openPagedOutput().end();
    expect(readFileSync(file, 'utf8')).toBe('-N\n');
  });

  it('is not written any more once the pager was left', async () => {
    process.env.PAGER = 'head -n 1 > /dev/null';
    const output = openPagedOutput();
    await expect(
      (async () => {
        for (;;) await output.write('row\n'.repeat(10_000));
      })(),
    ).rejects.toThrow(ClosedOutputError);
    await output.end();
  });

  it('says so where there is no such pager', async () => {
    process.env.PAGER = `${folder}/no-such-pager 2> /dev/null`;
    await expect(openPagedOutput().end()).rejects.toThrow(
      /^The pager .*no-such-pager.* was not found: set PAGER to another/,
    );
  });

  it.each([
    ['PAGER is empty', { PAGER: '' }],
    ['PAGER is cat', { PAGER: ' cat ' }],
    ['the terminal is dumb', { PAGER: `cat > ${file}`, TERM: 'dumb' }],
    ['there is no less', { PAGER: undefined, PATH: folder }],
  ])('goes straight to it where %s', async (_, changed) => {
    for (const [name, value] of Object.entries(changed))
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    await show('row\n');
    expect(direct).toHaveBeenCalledWith('row\n');
  });
});

it('an answer into a pipe goes through no pager', async () => {
  process.stdout.isTTY = false;
  process.env.PAGER = `cat > ${file}`;
  await show('row\n');
  expect(direct).toHaveBeenCalledWith('row\n');
});
