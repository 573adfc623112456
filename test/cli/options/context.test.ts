import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContext } from '../../../lib/cli/options/context';
import { ConfigError } from '../../../lib/config';

const folder = mkdtempSync(join(tmpdir(), 'context-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function cdkJson(text: string): string {
  const path = join(folder, 'cdk.json');
  writeFileSync(path, text);
  return path;
}

describe('the context of a command', () => {
  it('is that of cdk.json', () => {
    expect(readContext(cdkJson('{"app": "x", "context": {"systemName": "dev"}}'), [])).toEqual({ systemName: 'dev' });
  });

  it('has what was given on top, and = may be in a value', () => {
    const file = cdkJson('{"context": {"systemName": "dev", "region": "eu-west-1"}}');
    expect(readContext(file, ['systemName=prod', 'tables=[{"a":"b=c"}]'])).toEqual({
      systemName: 'prod',
      region: 'eu-west-1',
      tables: '[{"a":"b=c"}]',
    });
  });

  it('is empty where there is no cdk.json, or no context in it', () => {
    expect(readContext(join(folder, 'none.json'), [])).toEqual({});
    expect(readContext(cdkJson('{}'), [])).toEqual({});
  });

  it('cannot be read from what is no JSON', () => {
    const file = cdkJson('{');
    expect(() => readContext(file, [])).toThrow(ConfigError);
    expect(() => readContext(file, [])).toThrow('cdk.json is no JSON');
  });

  it('cannot be given without a key', () => {
    expect(() => readContext(cdkJson('{}'), ['prod'])).toThrow('-c prod: give a setting as key=value');
  });
});
