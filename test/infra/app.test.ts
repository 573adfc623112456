import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REFUSED } from '../config/refused';

/** What `cdk synth` runs. */
const APP = ['--import', 'tsx', 'infra/app.ts'];

/** The same, built: it starts in half the time. */
const BUILT_APP = ['dist/infra/app.js'];

/** Runs the app with the context as the CDK CLI hands it over. */
function synth(context: object, folder: string, app: readonly string[] = BUILT_APP, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, app, {
    cwd: join(__dirname, '../..'),
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: folder, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Runs the built app in this process, which has loaded the CDK already. */
function synthHere(context: object, folder: string) {
  const load = process.getBuiltinModule('module').createRequire(__filename);
  const app = load.resolve('../../dist/infra/app');
  const said: unknown[] = [];
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(['stdout', text]) > 0),
    jest.spyOn(console, 'error').mockImplementation((...text) => void said.push(['stderr', ...text])),
    jest.spyOn(process, 'exit').mockImplementation((status) => {
      throw new ExitError(status);
    }),
  ];
  try {
    Object.assign(process.env, { CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: folder });
    Reflect.deleteProperty(load.cache, app);
    load(app);
    return { status: 0, said };
  } catch (error) {
    if (error instanceof ExitError) return { status: error.status, said };
    throw error;
  } finally {
    for (const spy of spies) spy.mockRestore();
    for (const name of ['CDK_CONTEXT_JSON', 'CDK_OUTDIR']) Reflect.deleteProperty(process.env, name);
  }
}

const refusal = (message: string): string => `The configuration (cdk.json, "context") cannot be used:\n  ${message}\n`;

class ExitError extends Error {
  constructor(readonly status: unknown) {
    super('process.exit');
  }
}

describe('cdk synth', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-synth-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('refuses a configuration with its message alone, no stack trace and no template', () => {
    const [{ context, message }] = REFUSED as [(typeof REFUSED)[0]];
    expect(synth(context, folder)).toEqual({ status: 1, stdout: '', stderr: refusal(message) });
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
    const { status, stderr } = synth({ tables: [{ name: 'T', partitionKey: { name: 'id' }, attributes }] }, folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^export-to-athena-dev--t\/Nights: 400 typed columns .*\n$/);
  });

  it('refuses a role that IAM does not take', () => {
    const exportPrefixes = Array.from({ length: 100 }, (_, index) => `backups/of/the/shop/orders-${index}`);
    const { status, stderr } = synth({ tables: [{ name: 'T', partitionKey: { name: 'id' }, exportPrefixes }] }, folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^Validation failed with the following errors:\n {2}\[export-to-athena-dev--t\/Nights\/Nightly\/Permissions\] the policies of .*\n$/,
    );
  });

  it('makes the template without an account, and says nothing where nothing is to be said', () => {
    const { status, stderr } = synth({}, folder, APP);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(folder)).toContain('export-to-athena-dev.template.json');
  });

  it('makes 121 stacks of 120 tables within 40 s of CPU and 1 GiB, where CDK does not check them', () => {
    const attributes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name, type: 'string' }));
    const tables = Array.from({ length: 120 }, (_, index) => ({
      ...{ name: `Table${index}`, partitionKey: { name: 'id' }, attributes },
    }));
    const many = join(folder, 'many');
    const app = ['--import', join(__dirname, 'print-usage.mjs'), ...BUILT_APP];
    const { status, stderr } = synth({ tables }, many, app, { CDK_VALIDATION: 'false' });
    expect(status).toBe(0);
    const [, seconds, kibibytes] = /^cpu (\S+) s, (\d+) KiB$/m.exec(stderr) ?? [];
    expect(Number(seconds)).toBeLessThan(40);
    expect(Number(kibibytes)).toBeLessThan(1_048_576);
    expect(readdirSync(many).filter((file) => file.endsWith('.template.json'))).toHaveLength(121);
  }, 300_000);
});
