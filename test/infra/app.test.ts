import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REFUSED } from '../config/refused';
import { synthHere } from './synth-here';

/** What `cdk synth` runs. */
const APP = ['--import', 'tsx', 'infra/app.ts'];

/** The same, built: it starts in half the time. */
const BUILT_APP = ['dist/infra/app.js'];

/** Runs the app with the context as the CDK CLI hands it over. */
function synth(context: object, folder: string, app: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, app, {
    cwd: join(__dirname, '../..'),
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: folder, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const refusal = (message: string): string => `The configuration (cdk.json, "context") cannot be used:\n  ${message}\n`;

describe('cdk synth', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-synth-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('refuses a configuration with its message alone, no stack trace and no template', () => {
    const [{ context, message }] = REFUSED as [(typeof REFUSED)[0]];
    expect(synth(context, folder, BUILT_APP)).toEqual({ status: 1, stdout: '', stderr: refusal(message) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(
    REFUSED.filter(({ why }) =>
      [
        'a system name that no bucket can have: "elevenchars"',
        'a system name that no bucket can have: "Dev"',
        'an attribute that is declared twice',
        'a type that no column can have: varchar',
        'two cases of a name, which Glue would make one table',
        'two tables with one name',
      ].includes(why),
    ),
  )('refuses $why with its message alone, no stack trace and no template', ({ context, message }) => {
    expect(synthHere(context, folder)).toEqual({ status: 1, said: [['stderr', refusal(message).trimEnd()]] });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses attributes that one statement cannot validate', () => {
    const attributes = Array.from({ length: 400 }, (_, index) => ({ name: `a${index}`, type: 'string' }));
    const tables = [{ name: 'T', partitionKey: { name: 'id' }, attributes }];
    expect(synthHere({ tables }, folder)).toEqual({
      status: 1,
      said: [['stderr', expect.stringMatching(/^export-to-athena-dev--t\/Nights: 400 typed columns .*$/)]],
    });
  });

  it('refuses a role that IAM does not take', () => {
    const exportPrefixes = Array.from({ length: 100 }, (_, index) => `backups/of/the/shop/orders-${index}`);
    const tables = [{ name: 'T', partitionKey: { name: 'id' }, exportPrefixes }];
    const message =
      /^Validation failed with the following errors:\n {2}\[export-to-athena-dev--t\/Nights\/Nightly\/Permissions\] the policies of .*$/;
    expect(synthHere({ tables }, folder)).toEqual({ status: 1, said: [['stderr', expect.stringMatching(message)]] });
  });

  // That it says nothing where CDK does check them is told in stack.test.ts.
  it('makes 121 stacks of 120 tables within 40 s of CPU and 1 GiB, and says nothing, where CDK does not check them', () => {
    const attributes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name, type: 'string' }));
    const tables = Array.from({ length: 120 }, (_, index) => ({
      ...{ name: `Table${index}`, partitionKey: { name: 'id' }, attributes },
    }));
    const many = join(folder, 'many');
    const app = ['--import', join(__dirname, 'print-usage.mjs'), ...APP];
    const { status, stderr, stdout } = synth({ tables }, many, app, { CDK_VALIDATION: 'false' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    const [usage, seconds, kibibytes] = /^cpu (\S+) s, (\d+) KiB\n/m.exec(stderr) ?? [];
    expect(stderr).toBe(usage);
    expect(Number(seconds)).toBeLessThan(40);
    expect(Number(kibibytes)).toBeLessThan(1_048_576);
    expect(readdirSync(many).filter((file) => file.endsWith('.template.json'))).toHaveLength(121);
  }, 300_000);
});
