import { missingPackage } from '../../../lib/cli/terminal/missing-package';

const notFound = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('the message for a package that is not installed', () => {
  it.each([
    ['MODULE_NOT_FOUND', "Cannot find module '@duckdb/node-api'\nRequire stack:\n- /x.js", '@duckdb/node-api'],
    ['MODULE_NOT_FOUND', "Cannot find module '@duckdb/node-api/lib/vectors/dataAccessors'", '@duckdb/node-api'],
    ['ERR_MODULE_NOT_FOUND', "Cannot find package 'vega' imported from /x.mjs", 'vega'],
  ])('of %s says what to install: %s', (code, message, name) => {
    const text = missingPackage(notFound(code, message)) ?? '';
    expect(text).toContain(`This needs ${name}, which is not installed`);
    expect(text).not.toContain('aws-cdk-lib');
    expect(text).toMatch(/npm install .*@duckdb\/node-api@\S+ .*dynalite@\S+ .*vega@\S+/);
  });

  it('is none for a file of ours, and for another error', () => {
    expect(missingPackage(notFound('MODULE_NOT_FOUND', "Cannot find module './query'"))).toBeUndefined();
    expect(missingPackage(new Error("Cannot find module 'vega'"))).toBeUndefined();
  });
});
