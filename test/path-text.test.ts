import { execFileSync } from 'node:child_process';
import { pathText, shellWord } from '../lib/path-text';

const NAMES = [
  '/a/b-1.json',
  "it's /a folder/",
  'two\nlines\r\t',
  "\u001b]0;title\u0007 'b' \\n $HOME `id` \u009b \u2028 \u202e \ufeff いか",
];

describe('a path for a person', () => {
  it('is one line without a control character, and otherwise as it is', () => {
    for (const name of NAMES) expect(pathText(name)).toMatch(/^[^\p{Cc}\u2028\u202e\ufeff]*$/u);
    expect(pathText('/a b/いか')).toBe('/a b/いか');
    expect(pathText('a\nb\u001b')).toBe('a\\nb\\u001b');
  });
});

describe('a word of a shell', () => {
  it.each(NAMES)('is what the shell reads: %j', (name) => {
    const word = shellWord(name);
    expect(word).toMatch(/^[^\p{Cc}]*$/u);
    expect(execFileSync('bash', ['-c', `printf %s ${word}`], { encoding: 'utf8' })).toBe(name);
  });
});
