import { readFileSync } from 'node:fs';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import { parser } from 'typescript-eslint';

/*
 * What is this project's own: what a file may import, and what a person reads. Oxlint has all rules that others have too
 * (.oxlintrc.jsonc).
 */

/** What a room of lib may import beside itself; lib/cli may import all of lib. docs/architecture.md says the same. */
const ROOMS = JSON.parse(readFileSync(new URL('test/layout/rooms.json', import.meta.url), 'utf8'));

const DIALECT_BASICS = ['errors.ts', 'quote.ts', 'representation.ts', 'types.ts'];

/** What a folder of lib/athena-sql may import beside itself: docs/dialect.md. The engine is above all of them. */
const DIALECT = {
  syntax: ['errors.ts'],
  runtime: DIALECT_BASICS,
  values: [...DIALECT_BASICS, 'catalog.ts', 'runtime'],
  functions: [...DIALECT_BASICS, 'runtime', 'values'],
  analysis: [...DIALECT_BASICS, 'catalog.ts', 'functions', 'runtime', 'syntax', 'values'],
};

/** What is counted in texts for a person. */
const COUNTED = ['attributes', 'errors', 'files', 'items', 'lines', 'nights', 'orders', 'rows', 'values', 'warnings'];

export default [
  {
    // what a person reads goes through print.ts and output.ts, which show control characters instead of sending them
    files: ['lib/**/*.ts'],
    ignores: ['lib/cli/terminal/{print,output}.ts', 'lib/cli/main.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='write'][callee.object.property.name=/^std(out|err)$/]",
          message: 'Use print or note of lib/cli/terminal/print.ts, or an output of lib/cli/terminal/output.ts.',
        },
        {
          selector: `TemplateElement[value.raw=/^ (more )?(${COUNTED.join('|')})\\b/]`,
          message: "Use amount of lib/amount.ts, which says '1 item'.",
        },
      ],
    },
  },
  {
    // imports go one way: docs/architecture.md
    files: ['{lib,infra}/**/*.ts'],
    languageOptions: { parser },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.d.ts'] })] },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...Object.entries(ROOMS).map(([room, others]) => ({
              target: `./lib/${room}`,
              from: './lib',
              except: [room, ...others].map((other) => `./${other}`),
              message: 'See test/layout/rooms.json.',
            })),
            ...Object.entries(DIALECT).map(([folder, others]) => ({
              target: `./lib/athena-sql/${folder}`,
              from: './lib/athena-sql',
              except: [folder, ...others].map((other) => `./${other}`),
              message: 'See DIALECT in eslint.config.mjs.',
            })),
            { target: './lib', from: './infra', message: 'What is generated does not know who deploys it.' },
            {
              target: './infra',
              from: './lib/{aws,cli,infer,local,operations,report,target}/**/*',
              message: 'A deployment runs nothing.',
            },
          ],
        },
      ],
    },
  },
];
