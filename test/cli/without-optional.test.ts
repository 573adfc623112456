import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import packageJson from '../../package.json';
import { FakeAccount } from '../aws/fake-account';

const PROGRAM = join(__dirname, '../../bin/export-to-athena');
const OPTIONAL = Object.keys(packageJson.peerDependenciesMeta);

/** Loaded before the program: what is optional is not there. */
const HOOK = `const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  if (${JSON.stringify(OPTIONAL)}.some((one) => name === one || name.startsWith(one + '/')))
    throw Object.assign(new Error("Cannot find module '" + name + "'"), { code: 'MODULE_NOT_FOUND' });
  return resolve.call(this, name, ...rest);
};`;

const folder = mkdtempSync(join(tmpdir(), 'without-'));
const account = new FakeAccount();
let server: Server;

/** An endpoint of AWS for all services whose calls are JSON: the account's own answers. */
beforeAll(async () => {
  writeFileSync(join(folder, 'hook.cjs'), HOOK);
  server = createServer((request, response) => {
    void (async () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const command = {
        constructor: { name: `${operation}Command` },
        input: JSON.parse(await text(request)) as object,
      };
      const answer = await account.clients.glue.send(command as never);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(answer));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function run(...args: string[]): Promise<{ readonly out: string; readonly code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--require', join(folder, 'hook.cjs'), PROGRAM, ...args], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...{ AWS_REGION: 'ap-northeast-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('exit', (code) => {
      resolve({ out, code });
    });
  });
}

const DATABASE = ['--database', 'example_dynamodb_export_dev'];

// What an app and what a laptop needs: aws-cdk-lib, DuckDB, dynalite, vega.
describe('an installation without the optional packages', () => {
  it.each([
    ['help', ['--help'], 'Commands:'],
    ['completion of all commands', ['completion', 'bash'], 'infer'],
    ['query', ['query', 'SELECT menu', ...DATABASE, '--format', 'csv'], 'menu'],
    ['a saved query', ['query', 'growth_by_night', ...DATABASE], 'menu'],
    ['tables', ['tables', ...DATABASE], 'sushiorderdata_history'],
    ['init', ['init', '--table', 'example-sushiorderdata-dev'], 'new NightlyExports('],
  ])('has %s', async (_, args, told) => {
    const { out, code } = await run(...args);
    expect(out).toContain(told);
    expect(code).toBe(0);
  });

  it('says what to install where a command is about this machine', async () => {
    const { out, code } = await run('start');
    expect(out).toMatch(/^This needs \S+, which is not installed: .* npm install @duckdb\/node-api@/m);
    expect(code).toBe(2);
  });
});
