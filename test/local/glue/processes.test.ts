import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Catalog } from '../../../lib/local/glue';

// Processes take a while to start on a busy machine.
jest.setTimeout(120_000);

const PROJECT = join(__dirname, '../../..');
let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-processes-'));
  folder = join(root, 'catalog');
  Catalog.open(folder).putTables('db', [{ Name: 'orders_raw' }]);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A process of its own that runs a program about the catalog. */
function start(program: string): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
  const opened = `const catalog = Catalog.open(${JSON.stringify(folder)});`;
  const required = `const { Catalog } = require('./dist/lib/local/glue/catalog.js'); ${opened}`;
  return spawn(process.execPath, ['-e', required + program], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
}

const days = () =>
  Catalog.open(folder)
    .table('db', 'orders_raw')
    ?.partitions.map(({ Values }) => Values[0]);

describe('processes that change a catalog at the same time', () => {
  it('lose nothing, and each partition is made by one of them alone', async () => {
    const program = `
      let made = 0;
      for (let day = 100; day < 140; day++)
        catalog.changePartitions('db', 'orders_raw', ({ partitions }) => {
          if (partitions.some(({ Values }) => Values[0] === String(day))) return partitions;
          made++;
          return [...partitions, { Values: [String(day)], CreationTime: '' }];
        });
      console.log(made);`;
    const outputs = await Promise.all(Array.from({ length: 5 }, () => text(start(program).stdout)));
    expect(outputs.map(Number).reduce((all, made) => all + made, 0)).toBe(40);
    expect(days()).toEqual(Array.from({ length: 40 }, (_, day) => String(100 + day)));
  });

  it('do not wait for one that was killed in a change, of which nothing is seen', async () => {
    const killed = start(`
      catalog.changePartitions('db', 'orders_raw', ({ partitions }) => {
        require('node:fs').writeFileSync(${JSON.stringify(join(root, 'catalog/unfinished'))}, '{"Val');
        require('node:fs').writeSync(1, 'changing');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      });`);
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const added = { Values: ['2026-01-01'], CreationTime: '' };
    Catalog.open(folder).changePartitions('db', 'orders_raw', ({ partitions }) => [...partitions, added]);
    expect(days()).toEqual(['2026-01-01']);
  });
});
