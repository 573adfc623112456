import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import ts from 'typescript';
import * as library from '../../infra';

const PROJECT = join(__dirname, '../..');

const blocks = ['README.md', 'README.ja.md', 'docs/deploy.md'].flatMap((page) =>
  [...readFileSync(join(PROJECT, page), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm)].map(
    ([, code = '']) => [page, code] as const,
  ),
);

// Each stands in the constructor of a stack that has a table, a role and a target.
it.each(blocks)('the code that %s shows synthesises', (_, code) => {
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1', account: '123456789012' } });
  const target: unknown = new SqsQueue(new Queue(stack, 'Queue'));
  const names = {
    table: new TableV2(stack, 'Table', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    }),
    analyst: new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() }),
    ...{ target, Duration, TimeZone, ...library },
    // names that a module of CommonJS has already
    ...{ exports: {}, module: {}, require },
  };
  const body = code.replaceAll(/^import .*;\n/gm, '');
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  // oxlint-disable-next-line typescript/no-implied-eval
  const run = new Function(...Object.keys(names), outputText) as (this: Stack, ...values: unknown[]) => void;
  run.apply(stack, Object.values(names));
  Template.fromStack(stack).resourceCountIs('AWS::StepFunctions::StateMachine', 1);
});

it('the example in TypeScript is a module of CommonJS too, as the apps are that cdk init makes', () => {
  const code = readFileSync(join(PROJECT, 'examples/typescript/app.ts'), 'utf8');
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  expect(() => compileFunction(outputText, ['exports', 'require', 'module', '__filename', '__dirname'])).not.toThrow();
});

it('there is such code on each of these pages', () => {
  expect(new Set(blocks.map(([page]) => page)).size).toBe(3);
});
