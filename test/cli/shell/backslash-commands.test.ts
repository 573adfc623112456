import { BACKSLASH_COMMANDS, parseCommand, wordCommand } from '../../../lib/cli/shell/backslash-commands';
import { shellHelp } from '../../../lib/cli/shell/help-text';
import { shellWords } from '../../../lib/cli/shell/shell-words';

describe('a backslash command', () => {
  it.each([
    ['\\d', { kind: 'describe', table: undefined }],
    ['\\d orders;', { kind: 'describe', table: 'orders' }],
    ['\\q', { kind: 'quit' }],
    ['\\?', { kind: 'help' }],
    ['\\o "my file.csv"', { kind: 'output', file: 'my file.csv' }],
    ['\\o', { kind: 'output', file: undefined }],
    ['\\i ~/a.sql', { kind: 'include', file: '~/a.sql' }],
    ['\\e', { kind: 'edit' }],
    ['\\x', { kind: 'expanded', value: undefined }],
    ['\\x AUTO', { kind: 'expanded', value: 'auto' }],
    ['\\timing off', { kind: 'timing', value: 'off' }],
    ['\\watch', { kind: 'watch', seconds: 2 }],
    ['\\watch 0.5', { kind: 'watch', seconds: 0.5 }],
    ['\\night 2026-01-31', { kind: 'night', date: '2026-01-31' }],
    ['\\night newest', { kind: 'night', date: 'newest' }],
    ['\\saved', { kind: 'saved', name: undefined, param: [] }],
    [
      `\\saved of_menu menu="'07'" --param n=2 --table t`,
      { kind: 'saved', name: 'of_menu', param: ["menu='07'", 'n=2'], table: 't' },
    ],
  ])('%s is read', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    ['\\nigth', 'There is no command \\nigth. Did you mean \\night? \\? lists them'],
    ['\\dt', 'There is no command \\dt. Write SHOW TABLES; or \\d'],
    ['\\', 'There is no command \\. \\? lists them'],
    ['\\d a b', '\\d does not take b: write \\d [TABLE]'],
    ['\\i', '\\i needs more: write \\i FILE'],
    ['\\i a.sql b.sql', '\\i does not take b.sql: write \\i FILE'],
    ['\\e a.sql', '\\e does not take a.sql: write \\e'],
    ['\\q now', '\\q does not take now: write \\q'],
    ['\\x maybe', '\\x does not take maybe: write \\x [on|off|auto]'],
    ['\\watch 0', '\\watch does not take 0: give seconds from 0.1 to 3600'],
    ['\\watch -1', '\\watch does not take -1: give seconds from 0.1 to 3600'],
    ['\\night 2026-02-30', '\\night does not take 2026-02-30: give a date such as 2026-01-31, or newest'],
    ['\\saved a b', '\\saved does not take b: write \\saved [NAME [name=value ...] [--table TABLE]]'],
    ['\\saved a --table', '--table needs a value: write \\saved [NAME [name=value ...] [--table TABLE]]'],
    ["\\o 'a", "The quote ' is not closed: 'a"],
  ])('%s is refused, with what to write', (text, message) => {
    expect(() => parseCommand(text)).toThrow(new Error(message));
  });

  it.each([
    ['exit', 'quit'],
    [' QUIT; ', 'quit'],
    ['help', 'help'],
    ['help me', undefined],
    ['constructor', undefined],
  ])('is also a word that is all of a line: %j', (line, kind) => {
    expect(wordCommand(line)?.kind).toBe(kind);
  });

  it('is in the help, which fits 80 columns', () => {
    for (const name of Object.keys(BACKSLASH_COMMANDS)) expect(shellHelp()).toContain(`  ${name}`);
    expect(
      Math.max(
        ...shellHelp()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });
});

describe('words', () => {
  it.each([
    ['', []],
    ['  a  b ', ['a', 'b']],
    [`a='b c' "d'e" ''`, ['a=b c', "d'e", '']],
    ['C:\\a', ['C:\\a']],
  ])('of %j', (text, words) => {
    expect(shellWords(text)).toEqual(words);
  });
});
