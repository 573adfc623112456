import { ConfigError, parseConfig } from '../../lib/config';
import { REFUSED } from './refused';

describe.each(REFUSED)('$why', ({ context, message }) => {
  it('is refused with path, value and remedy', () => {
    expect(problemsOf(context)).toEqual([message]);
  });
});

describe('a configuration with several mistakes', () => {
  it('is refused once, with a line for each of them', () => {
    expect(problemsOf({ systemName: 'Dev', schedule: '25:00', colour: 'red', size: 3 })).toEqual([
      'systemName = "Dev": use 1 to 10 lower-case letters, digits and inner hyphens: it is part of a bucket name',
      'schedule = "25:00": use a time of day such as 4:00',
      'colour: there is no such setting; remove it or correct its name',
      'size: there is no such setting; remove it or correct its name',
    ]);
  });

  it('says where the configuration is', () => {
    expect(() => parseConfig({ systemName: '' })).toThrow(
      /^The configuration \(cdk\.json, "context"\) cannot be used:\n/,
    );
  });
});

function problemsOf(context: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    parseConfig(context);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
