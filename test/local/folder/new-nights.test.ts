import * as fs from 'node:fs';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absoluteFolder, type AbsoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { useFolder } from '../../../lib/local/folder/folder-in-use';
import { makeNights, tidyFolder } from '../../../lib/local/folder/new-nights';

/** More than any system gives to a process. */
const GONE = 2 ** 30;

let root: string;
let folder: AbsoluteFolder;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'new-nights-'));
  folder = absoluteFolder(join(root, 'nights'));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** Files that say of which nights they are. */
function put(
  into: string,
  text: string,
  names = ['s3/bucket/a', 'catalog/db/t', 'reports/r.html', 'tables.json'],
): void {
  for (const name of names) {
    mkdirSync(join(into, name, '..'), { recursive: true });
    writeFileSync(join(into, name), text);
  }
}

/** The files of a folder with their texts. */
function files(of: string): Record<string, string> {
  const all = readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    all
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.endsWith('.in-use'))
      .map((path) => [path.slice(of.length + 1), readFileSync(path, 'utf8')] as const)
      .sort(),
  );
}

const newNights = (next: string) => {
  put(next, 'new', ['s3/bucket/b', 'catalog/db/u']);
  return Promise.resolve('made');
};

const NEW_ONES = { 'catalog/db/u': 'new', 's3/bucket/b': 'new' };

describe('new nights', () => {
  it('are put where there is no folder, which only its owner can read', async () => {
    expect(await makeNights(folder, newNights)).toBe('made');
    expect(files(folder)).toEqual(NEW_ONES);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('replace all that the folder has of others, once they are there', async () => {
    put(folder, 'old', ['s3/bucket/a', 'catalog.json', 'catalog.json.222580918', 'tables.json', 'reports/r.html']);
    const before = files(folder);
    await makeNights(folder, async (next) => {
      expect(files(folder)).toEqual(before);
      return newNights(next);
    });
    expect(files(folder)).toEqual(NEW_ONES);
  });

  it('can be made of what lies in the folder', async () => {
    put(folder, 'old');
    await makeNights(folder, (next) => {
      mkdirSync(join(next, 's3'), { recursive: true });
      fs.linkSync(join(folder, 's3/bucket/a'), join(next, 's3/a'));
      return Promise.resolve();
    });
    expect(files(folder)).toEqual({ 's3/a': 'old' });
  });

  it('leave the folder as it was where they cannot be made', async () => {
    put(folder, 'old');
    const before = files(folder);
    const failing = makeNights(folder, (next) => {
      put(next, 'new');
      return Promise.reject(new Error('no such export'));
    });
    await expect(failing).rejects.toThrow('no such export');
    expect(files(folder)).toEqual(before);
    rmSync(folder, { recursive: true });
    await expect(makeNights(folder, () => Promise.reject(new Error('again')))).rejects.toThrow('again');
    expect(existsSync(folder)).toBe(false);
  });

  it('are not begun where the folder has files that no night put there', async () => {
    put(folder, 'old', ['s3/bucket/a', 'thesis.txt']);
    const make = jest.fn(newNights);
    await expect(makeNights(folder, make)).rejects.toThrow(
      `${folder} has files that no night put there (thesis.txt); give another --folder`,
    );
    expect(make).not.toHaveBeenCalled();
    expect(files(folder)).toEqual({ 's3/bucket/a': 'old', 'thesis.txt': 'old' });
  });

  it('do not replace a night that was published while they were made', async () => {
    put(folder, 'old');
    const overtaken = makeNights(folder, (next) => {
      put(folder, 'meanwhile', ['catalog/db/night']);
      return newNights(next);
    });
    await expect(overtaken).rejects.toThrow('A night was published');
    expect(files(folder)).toMatchObject({ 'catalog/db/t': 'old', 'catalog/db/night': 'meanwhile' });
    expect(readdirSync(folder).filter((name) => name.startsWith('.new-'))).toEqual([]);
  });

  it('are not begun while a night runs in the folder', async () => {
    put(folder, 'old');
    const leave = useFolder(folder);
    await expect(makeNights(folder, newNights)).rejects.toThrow(`A night runs in ${folder}; wait until it has ended`);
    leave();
    await makeNights(folder, newNights);
    expect(files(folder)).toEqual(NEW_ONES);
  });
});

describe('a process that was killed', () => {
  it('while it made nights leaves the old ones, and nothing else after the next command', async () => {
    put(folder, 'old');
    const before = files(folder);
    put(join(folder, `.new-${GONE}`), 'new');
    put(folder, 'half', [`s3/.unfinished/${GONE}-9b1d`]);
    tidyFolder(folder);
    expect(files(folder)).toEqual(before);
    await makeNights(folder, newNights);
    expect(files(folder)).toEqual(NEW_ONES);
  });

  it('leaves what those that run have not finished', () => {
    put(folder, 'half', [`s3/.unfinished/${process.pid}-9b1d`, `.new-${process.pid}/s3/a`]);
    const before = files(folder);
    tidyFolder(folder);
    expect(files(folder)).toEqual(before);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'at step %s of replacing nights has replaced them after the next command',
    async (step) => {
      put(folder, 'old');
      let steps = 0;
      const { renameSync } = fs;
      const killing = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
        if (steps++ === step) throw new Error('killed');
        renameSync(from, to);
      });
      await makeNights(folder, newNights).catch(() => undefined);
      killing.mockRestore();
      tidyFolder(folder);
      expect(files(folder)).toEqual(NEW_ONES);
      expect(readdirSync(folder).filter((name) => /^\.(new|old)/.test(name))).toEqual([]);
    },
  );
});

it('tables of scratch go with the nights that they were made of, and are named', async () => {
  put(folder, '{"Name":"t"}', ['s3/bucket/a', 'catalog/db/u/table.json', 'catalog/scratch/t/table.json']);
  const lost: string[] = [];
  await makeNights(folder, newNights, (tables) => lost.push(...tables));
  expect(lost).toEqual(['scratch.t']);
  await makeNights(folder, newNights, (tables) => lost.push(...tables));
  expect(lost).toEqual(['scratch.t']);
});
