import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amount, count } from '../../lib/amount';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { FileError } from '../../lib/files/file-error';
import { pathText } from '../../lib/path-text';

jest.mock('../../lib/path-text', () => ({ pathText: jest.fn(() => 'MOCKED') }));

/** What Node.js gives, whatever Jest has. */
function loadWithNode(path: string): unknown {
  return process.getBuiltinModule('module').createRequire(__filename)(path);
}

describe('a file of lib', () => {
  it('is the built one, which Node.js keeps for the suites to come', () => {
    expect(loadWithNode('../../dist/lib/amount')).toHaveProperty('amount', amount);
  });

  it('is loaded anew where it comes to load what the suite mocks', () => {
    const error = new FileError('/there', 'written', Object.assign(new Error(), { code: 'ENOSPC' }));
    expect(error.message).toMatch(/^MOCKED cannot be written/);
    expect(() => absoluteFolder('/a?b')).toThrow(/^MOCKED: a path with \? cannot/);
    expect(pathText).toHaveBeenCalledTimes(2);
    expect(loadWithNode('../../dist/lib/files/file-error')).not.toHaveProperty('FileError', FileError);
  });

  it('stands in stack traces with its lines as they are written', () => {
    const lines = readFileSync(join(__dirname, '../../lib/amount.ts'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('toLocaleString')) + 1;
    let stack: string | undefined;
    try {
      count(undefined as never);
    } catch (error) {
      ({ stack } = error as Error);
    }
    expect(stack).toContain(`lib/amount.ts:${line}:`);
    expect(stack).not.toContain('dist');
  });

  it('throws errors of the classes that a suite has', () => {
    expect(() => count(undefined as never)).toThrow(TypeError);
    expect(() => readFileSync(join(__dirname, 'none'))).toThrow(Error);
  });
});
