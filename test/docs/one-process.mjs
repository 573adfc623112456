// The program in one process for many command lines, since it takes longer to load than to answer. It works as bin/ does;
// who asks writes the arguments to TALK/args, a line to the pipe TALK/go, and reads the exit code from TALK/done.
import { Buffer } from 'node:buffer';
import { createReadStream, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const load = createRequire(join(process.cwd(), 'bin/export-to-athena'));
const { cli } = load('../dist/program/cli.js');

const talk = process.env.TALK;
const streams = ['stdout', 'stderr'];
const done = openSync(join(talk, 'done'), 'r+');

async function run() {
  const args = readFileSync(join(talk, 'args'), 'utf8').split('\0').slice(0, -1);
  const written = { stdout: [], stderr: [] };
  const before = streams.map((name) => process[name].write);
  for (const name of streams)
    process[name].write = (chunk, encoding, callback) => {
      written[name].push(Buffer.from(chunk));
      (typeof encoding === 'function' ? encoding : callback)?.();
      return true;
    };
  process.exitCode = 0;
  await cli(args);
  streams.forEach((name, index) => {
    process[name].write = before[index];
    writeFileSync(join(talk, name), Buffer.concat(written[name]));
  });
  writeSync(done, `${process.exitCode}\n`);
}

const lines = createInterface({ input: createReadStream(null, { fd: openSync(join(talk, 'go'), 'r+') }) });
lines.on('line', () => void run());
