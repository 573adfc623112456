import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { order, publishNights, type PublishedNights } from '../target/published-nights';
import { runCli } from './run-cli';

jest.setTimeout(240_000);

/*
 * Each remedy that doctor prints for a folder is tried in the state that it is printed for: it mends that, and no night is
 * lost.
 */

let nights: PublishedNights;
let whole: string;

beforeAll(async () => {
  nights = await publishNights({ '2026-11-21': [order('1', 1)] });
  // a night that the workflow has published, with all that belongs to it
  expect(await run('night')).toMatchObject({ exitCode: 0 });
  whole = mkdtempSync(join(tmpdir(), 'remedies-'));
  cpSync(nights.folder, whole, { recursive: true });
});

beforeEach(() => {
  rmSync(nights.folder, { recursive: true });
  cpSync(whole, nights.folder, { recursive: true });
});

afterAll(() => {
  nights.remove();
  rmSync(whole, { recursive: true });
});

const run = (...args: string[]) => runCli(...args, '--folder', nights.folder);

const doctor = async () => {
  const { stdout } = await run('doctor', '--target', 'local', '--json');
  return (JSON.parse(stdout) as { check: string; severity: string; what: string; mend: string }[]).filter(
    ({ severity }) => severity === 'error',
  );
};

const dates = async () =>
  (await run('query', `SELECT export_date FROM "${nights.names.raw}$partitions"`, '--format', 'csv')).stdout.match(
    /\d{4}-\d\d-\d\d/g,
  );

/** Runs a command as it was printed, and before it the one that sets a file aside. */
async function follow(remedy: string): Promise<void> {
  const mend = remedy.replace(/^mv (\S+) (\S+) && /, (_, from: string, to: string) => {
    renameSync(from, to);
    return '';
  });
  const [, command = ''] = /^npx export-to-athena (.*)$/.exec(mend) ?? [];
  expect(command).not.toBe('');
  expect(await runCli(...command.split(' '))).toMatchObject({ exitCode: 0 });
}

const catalogFile = (table: string, name: string) => join(nights.folder, 'catalog', nights.names.database, table, name);

const STATES: Readonly<Record<string, () => { readonly check: string }>> = {
  'killed between publishing and the first slot': () => {
    rmSync(catalogFile(nights.names.latest, 'partitions/newest.json'));
    return { check: 'slots' };
  },
  'a table that is not there': () => {
    rmSync(catalogFile(nights.names.staged, 'table.json'));
    return { check: 'tables' };
  },
  'a view that is not there': () => {
    rmSync(catalogFile(nights.names.newest, 'table.json'));
    return { check: 'tables' };
  },
  'a night cut off in the catalog': () => {
    const file = catalogFile(nights.names.raw, 'partitions/2026-11-22.json');
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    return { check: 'catalog' };
  },
  'a slot cut off in the catalog': () => {
    writeFileSync(catalogFile(nights.names.latest, 'partitions/newest.json'), '');
    return { check: 'catalog' };
  },
  'a night under a date that comes after that of its items': () => {
    const night = JSON.parse(
      readFileSync(catalogFile(nights.names.raw, 'partitions/2026-11-22.json'), 'utf8'),
    ) as object;
    writeFileSync(
      catalogFile(nights.names.raw, 'partitions/2062-01-31.json'),
      JSON.stringify({ ...night, Values: ['2062-01-31'] }),
    );
    rmSync(catalogFile(nights.names.raw, 'partitions/2026-11-22.json'));
    return { check: 'partitions' };
  },
  'a table cut off in the catalog': () => {
    writeFileSync(catalogFile(nights.names.raw, 'table.json'), '{');
    return { check: 'catalog' };
  },
};

describe('the remedy of doctor', () => {
  it.each(Object.keys(STATES))('mends %s', async (name) => {
    const { check } = STATES[name]?.() ?? { check: '' };
    const first = await doctor();
    expect(first.map((finding) => finding.check)).toContain(check);
    // one remedy may bring the next one to light
    for (let left = first, times = 0; left.length > 0; left = await doctor()) {
      expect(times++).toBeLessThan(3);
      await follow(left[0]?.mend ?? '');
    }
    expect((await dates())?.sort().at(-1)).toBe('2026-11-22');
  });

  it('registers the exports of a folder whose catalog is gone', async () => {
    rmSync(join(nights.folder, 'catalog'), { recursive: true });
    // no command advises to begin anew, which would remove the exports
    expect((await run('tables')).stderr).toContain('"npx export-to-athena adopt --target local"');
    const [finding] = await doctor();
    expect(finding?.check).toBe('catalog');
    await follow(finding?.mend ?? '');
    expect(await dates()).toContain('2026-11-22');
  });
});
