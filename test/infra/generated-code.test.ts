import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import ts from 'typescript';
import * as library from '../../infra';
import { generatedApp } from '../package/generated-app';
import { readDescribedSystem } from './described';

/** Runs a module of the app, as Node.js does once it is compiled. @returns what it exports */
function load(source: string, modules: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  expect(diagnostics).toEqual([]);
  const exports = {};
  const require = (name: string) => modules[name];
  // oxlint-disable-next-line typescript/no-implied-eval
  (new Function('exports', 'require', outputText) as (exports: object, require: (name: string) => unknown) => void)(
    exports,
    require,
  );
  return exports;
}

// Its types are checked by test/package, where the package is installed.
it('what init and infer give is an app that synthesises, whatever attributes are called', () => {
  const files = generatedApp();
  const stacks: cdk.Stack[] = [];
  class Stack extends cdk.Stack {
    constructor(...props: ConstructorParameters<typeof cdk.Stack>) {
      super(...props);
      stacks.push(this);
    }
  }
  class App extends cdk.App {
    constructor() {
      super({ builtinCloudFormationValidation: false });
    }
  }
  const columns = load(files['columns.ts'], { 'export-to-athena': library });
  load(files['app.ts'], {
    'aws-cdk-lib': { App, Stack, TimeZone: cdk.TimeZone },
    'aws-cdk-lib/aws-dynamodb': dynamodb,
    'export-to-athena': library,
    './columns': columns,
  });
  const [stack] = stacks;
  if (stack === undefined) throw new Error('no stack');
  const [table] = readDescribedSystem(Template.fromStack(stack), { 'AWS::Region': 'eu-west-1' }).tables;
  expect(table).toMatchObject({
    existingTable: '7-shop.orders_v2',
    partitionKey: { name: 'customer\'s \\ "id"', type: 'S' },
    sortKey: { name: 'line', type: 'N' },
    attributes: [{ name: "o'clock" }, { name: 'back\\slash', column: 'price' }, { name: 'tags' }, { name: '`odd\n' }],
    entities: [
      { name: 'menu', where: [{ equals: 'me"nu' }, { prefix: "M'#" }], attributes: [{ name: 'chef' }] },
      { name: 'order', where: [{ prefix: 'O#' }] },
    ],
  });
});
