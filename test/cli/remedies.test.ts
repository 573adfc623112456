import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { order, publishNights, type PublishedNights } from '../target/published-nights';
import { runCli } from './run-cli';

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

const findings = async () => {
  const { stdout } = await run('doctor', '--target', 'local', '--json');
  return JSON.parse(stdout) as { check: string; severity: string; what: string; remedy: string }[];
};

const doctor = async () => (await findings()).filter(({ severity }) => severity === 'error');

const dates = async () =>
  (await run('query', `SELECT export_date FROM "${nights.names.raw}$partitions"`, '--format', 'csv')).stdout.match(
    /\d{4}-\d\d-\d\d/g,
  );

/** Runs a command as it was printed, and before it the one that sets a file aside. */
async function follow(remedy: string): Promise<void> {
  const printed = remedy.replace(/^mv (\S+) (\S+) && /, (_, from: string, to: string) => {
    renameSync(from, to);
    return '';
  });
  const [, command = ''] = /^npx export-to-athena (.*)$/.exec(printed) ?? [];
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
      await follow(left[0]?.remedy ?? '');
    }
    expect((await dates())?.sort().at(-1)).toBe('2026-11-22');
  });

  it('registers the exports of a folder whose catalog is gone', async () => {
    rmSync(join(nights.folder, 'catalog'), { recursive: true });
    // no command advises to begin anew, which would remove the exports
    expect((await run('tables')).stderr).toContain('"npx export-to-athena adopt --target local"');
    const [finding] = await doctor();
    expect(finding?.check).toBe('catalog');
    await follow(finding?.remedy ?? '');
    expect(await dates()).toContain('2026-11-22');
  });

  it('puts back the files of a night that has none', async () => {
    const location = locationOf('2026-11-22');
    renameSync(location, join(nights.folder, 'elsewhere'));
    const found = (await doctor()).find(({ check }) => check === 'partitions');
    expect(found?.what).toContain('has no objects');
    expect(found?.remedy).toContain(`put its files back below ${nights.folder}/s3`);
    renameSync(join(nights.folder, 'elsewhere'), location);
    expect(await doctor()).toEqual([]);
  });

  it('removes an export that retentionDays is over for, and then what was registered of it', async () => {
    const id = '01767225600000-00000000';
    const folder = join(nights.folder, 's3', nights.names.bucket, `export/sushiorderdata/AWSDynamoDB/${id}`);
    mkdirSync(join(folder, 'manifests'), { recursive: true });
    writeFileSync(join(folder, 'manifests/manifest-files.json'), '{}');
    const location = `s3://${nights.names.bucket}/export/sushiorderdata/AWSDynamoDB/${id}/manifests/`;
    const file = catalogFile(nights.names.files, `partitions/2026-01-01,${id}.json`);
    const [other = ''] = readdirSync(join(file, '..'));
    const registered = JSON.parse(readFileSync(join(file, '..', other), 'utf8')) as { StorageDescriptor: object };
    writeFileSync(
      file,
      JSON.stringify({
        ...registered,
        Values: ['2026-01-01', id],
        StorageDescriptor: { ...registered.StorageDescriptor, Location: location },
        Parameters: {},
        Files: undefined,
      }),
    );
    const before = await dates();
    const diagnose = async () => {
      const { stdout } = await run('doctor', '--target', 'local', '--json', '-c', 'retentionDays=5');
      return (JSON.parse(stdout) as { severity: string; check: string; remedy: string }[]).filter(
        ({ severity }) => severity !== 'note',
      );
    };
    const [overdue, ...others] = await diagnose();
    expect([overdue?.check, overdue?.remedy, others]).toEqual(['retention', `rm -r ${folder}`, []]);
    rmSync(folder, { recursive: true });
    const [left, ...more] = await diagnose();
    expect([left?.check, more]).toEqual(['partitions', []]);
    await follow(left?.remedy ?? '');
    expect(await diagnose()).toEqual([]);
    expect(await dates()).toEqual(before);
  });

  it('registers a night again that is read by another SerDe', async () => {
    const file = catalogFile(nights.names.raw, 'partitions/2026-11-22.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('OpenXJsonSerDe', 'OtherSerDe').replace('openx', 'other'));
    const [finding] = await doctor();
    expect(finding).toMatchObject({ check: 'partitions', what: expect.stringContaining('2026-11-22') as string });
    await follow(finding?.remedy ?? '');
    expect(await doctor()).toEqual([]);
    expect(await dates()).toContain('2026-11-22');
  });

  it('makes a view again that cannot be read', async () => {
    const file = catalogFile(nights.names.newest, 'table.json');
    const table = JSON.parse(readFileSync(file, 'utf8')) as { ViewOriginalText: string };
    const sql = Buffer.from(JSON.stringify({ originalSql: 'SELECT nothing FROM nowhere' })).toString('base64');
    writeFileSync(file, JSON.stringify({ ...table, ViewOriginalText: `/* Presto View: ${sql} */` }));
    const finding = (await doctor()).find(({ check }) => check === 'views');
    await follow(finding?.remedy ?? '');
    expect(await doctor()).toEqual([]);
  });

  it('registers an export that lies there without a partition', async () => {
    for (const name of [nights.names.raw, nights.names.files, nights.names.latest]) {
      const folder = catalogFile(name, 'partitions');
      for (const file of readdirSync(folder).filter((each) => /2026-11-22|newest/.test(each)))
        rmSync(join(folder, file));
    }
    const finding = (await findings()).find(({ check }) => check === 'objects');
    await follow(finding?.remedy ?? '');
    await follow((finding?.remedy ?? '').replace(' --dry-run', ''));
    expect((await findings()).filter(({ check }) => check === 'objects')).toEqual([]);
    expect(await dates()).toContain('2026-11-22');
  });

  it('lets objects that are left over be looked at and removed', async () => {
    const left = join(nights.folder, 's3', nights.names.bucket, 'export/AWSDynamoDB/01600000000000-00000000/data/a');
    mkdirSync(join(left, '..'), { recursive: true });
    writeFileSync(left, '');
    const finding = (await findings()).find(({ check }) => check === 'objects');
    const [, folder = ''] = /^rm -r (\S+)$/.exec(finding?.remedy ?? '') ?? [];
    expect(folder).toBe(join(left, '../..'));
    rmSync(folder, { recursive: true });
    expect((await findings()).filter(({ check }) => check === 'objects')).toEqual([]);
  });
});

/** The folder of the data files of a night. */
function locationOf(date: string): string {
  const text = readFileSync(catalogFile(nights.names.raw, `partitions/${date}.json`), 'utf8');
  const { StorageDescriptor } = JSON.parse(text) as { StorageDescriptor: { Location: string } };
  return join(nights.folder, 's3', StorageDescriptor.Location.slice('s3://'.length));
}

describe('the remedy of an error', () => {
  it('registers again the nights of a folder of an earlier version, whose catalog is one file', async () => {
    rmSync(join(nights.folder, 'catalog'), { recursive: true });
    writeFileSync(join(nights.folder, 'catalog.json'), JSON.stringify({ databases: {} }));
    const { stderr, exitCode } = await run('query', 'SELECT 1');
    expect(exitCode).toBe(2);
    const [, command = ''] = /"(npx export-to-athena .*)" with this --folder/.exec(stderr) ?? [];
    await follow(`${command} --folder ${nights.folder}`);
    expect(await dates()).toContain('2026-11-22');
    expect(await doctor()).toEqual([]);
  });

  it('makes nights where there are none', async () => {
    const folder = join(nights.folder, 'none');
    const { stderr, exitCode } = await runCli('query', 'SELECT 1', '--folder', folder);
    expect([stderr, exitCode]).toEqual([
      `${folder} has no nights: run some with "npm start", or give the folder that has them with --folder\n`,
      2,
    ]);
    expect(await runCli('start', '--orders', '1', '--no-answers', '--folder', folder)).toMatchObject({ exitCode: 0 });
    expect(await runCli('query', 'SELECT 1', '--folder', folder)).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(folder, 'catalog'))).toBe(true);
  });

  it('names doctor where a file of the catalog cannot be read, and doctor names the file', async () => {
    const file = catalogFile(nights.names.raw, 'partitions/2026-11-22.json');
    writeFileSync(file, '{');
    expect(await run('query', `SELECT count(*) FROM ${nights.names.raw}`)).toMatchObject({
      stderr: expect.stringMatching(/"export-to-athena doctor --target local" says how/) as string,
      exitCode: 2,
    });
    expect((await doctor())[0]?.what).toContain(file);
  });

  it.each(['doctor', 'adopt'])('gives %s the system that the folder is of', async (command) => {
    const { stderr, exitCode } = await run(command, '--target', 'local', '-c', 'systemName=other');
    expect(stderr).toContain(`${nights.names.database}: give the system with -c systemName=...`);
    expect(exitCode).toBe(2);
    const { systemName } = nights.config;
    const right = await run(command, '--target', 'local', '-c', `systemName=${systemName}`);
    expect(right.stderr).not.toContain('give the system');
  });

  it('gives a query the system where the folder has several', async () => {
    for (const name of ['one', 'two']) {
      const database = join(nights.folder, 'catalog', nights.names.database);
      cpSync(database, join(nights.folder, 'catalog', `${nights.names.database}_${name}`), { recursive: true });
    }
    const { stderr } = await run('query', 'SELECT 1', '-c', 'systemName=other');
    expect(stderr).toContain('give the system with -c systemName=...');
    expect(await run('query', 'SELECT 1', '-c', `systemName=${nights.config.systemName}`)).toMatchObject({
      exitCode: 0,
    });
  });
});
