import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, pageText } from './pages';

const WORKFLOW = join(PROJECT, 'lib/workflow');

/** The files of the workflow by their paths below it, each with its lines of code that can name a successor. */
const files = readdirSync(WORKFLOW, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'state-names.ts')
  .sort()
  .map((file) => {
    const lines = readFileSync(join(WORKFLOW, file), 'utf8').split('\n');
    return { file, code: lines.filter((line) => !/^\s*(\/?\*|\/\/|case )|States<|name ===/.test(line)).join('\n') };
  });

/** The rows of the recipe of a state: a state, and the files that lead to it. */
const rows = [...pageText('CONTRIBUTING.md').matchAll(/^ *\| `(\w+)` +\| (`[a-z-]+\/[^|]*?) +\|$/gm)];

describe('the recipe of a state', () => {
  it('has the first states of the phases', () => {
    expect(rows.length).toBeGreaterThan(5);
  });

  it.each(rows.map(([, state = '', leading = '']) => [state, leading]))(
    'says which files lead to %s',
    (state, leading) => {
      const naming = files.filter(({ code }) => code.includes(`'${state}'`)).map(({ file }) => `\`${file}\``);
      expect(leading).toBe(naming.join(', '));
    },
  );
});
