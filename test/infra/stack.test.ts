import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Duration, Stack, TagManager, Validations } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, Role, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { NightlyExports } from '../../infra';
import { resources } from '../../lib/config';
import { CHECKS, readChecks } from '../../lib/query-files';
import { definition } from '../../lib/workflow';
import { validateMachine } from '../workflow/validate-machine';
import { CONFIGURATIONS } from './configurations';
import { synthHere } from './synth-here';
import { synthesise } from './synthesise';
import { arnsOf, resolveReferences, resourcesOf } from './template';

const HOLDS_DATA = ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::Glue::Database', 'AWS::Glue::Table'];

/** Server access logs, a queue behind the dead-letter queue, wildcards in resources, and a log of every event. */
const ACKNOWLEDGED = ['AwsSolutions-S1', 'AwsSolutions-SQS3', 'AwsSolutions-IAM5', 'AwsSolutions-SF1'];

const SYNTHESISED = Object.entries(CONFIGURATIONS).map(([name, context]) => ({ name, ...synthesise(context, true) }));

// That they were synthesised says that they keep CloudFormation's schemas.
describe.each(SYNTHESISED)('the stacks of $name', ({ app, config, stacks }) => {
  it('keep all rules of AwsSolutions, but for what is acknowledged with a reason', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it('acknowledge no rule but these, each at one resource and with a sentence that says why', () => {
    const acknowledged = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>));
    const rules = acknowledged.map(([rule]) => rule.replace(/^Annotation::|\[.*\]$/g, ''));
    expect(ACKNOWLEDGED).toEqual(expect.arrayContaining(rules));
    for (const [, reason] of acknowledged) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });

  it("run each table's definition, which is valid Amazon States Language", () => {
    const machines = stacks.flatMap(({ template }) =>
      Object.values(resourcesOf(template, 'AWS::StepFunctions::StateMachine')).map(
        ({ Properties }) =>
          JSON.parse(
            String(resolveReferences(Properties.DefinitionString, arnsOf(template, config.region))),
          ) as unknown,
      ),
    );
    const expected = config.tables.map((table) => {
      const { sourceTable } = resources(config, table);
      const tableArn = `arn:aws:dynamodb:${config.region}:${config.account}:table/${sourceTable}`;
      return JSON.parse(JSON.stringify(definition(config, table, tableArn, readChecks(CHECKS)))) as unknown;
    });
    expect(machines).toEqual(expected);
    for (const machine of machines) expect(validateMachine(machine as object)).toEqual([]);
  });

  it('have no asset, so nothing but the template is uploaded', () => {
    for (const { template } of stacks)
      expect(JSON.stringify(template.toJSON())).not.toMatch(/cdk-hnb659fds-assets|AssetParameters/);
  });

  it('have no Lambda function', () => {
    for (const { template } of stacks) template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  it("carry the system's cost tag on everything that can be tagged", () => {
    const costs = app.node
      .findAll()
      .filter((construct) => construct instanceof CfnResource)
      .map((resource) => TagManager.of(resource))
      .filter((tags) => tags !== undefined)
      .map((tags) => tags.tagValues().Cost);
    expect(new Set(costs)).toEqual(new Set([`${config.namePrefix}-${config.systemName}`]));
  });

  it('leave every bucket and every DynamoDB table behind, with fixed names by which another stack can take them', () => {
    for (const { template } of stacks)
      for (const [type, name] of [
        ['AWS::S3::Bucket', 'BucketName'],
        ['AWS::DynamoDB::Table', 'TableName'],
      ] as const)
        for (const resource of Object.values(resourcesOf(template, type))) {
          expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
          expect(resolveReferences(resource.Properties[name])).toMatch(new RegExp(`^${config.namePrefix}-`));
        }
  });
});

it('cdk synth makes the template without an account, and says nothing where nothing is to be said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-synth-'));
  try {
    expect(synthHere({}, folder)).toEqual({ status: 0, said: [] });
    expect(readdirSync(folder)).toContain('export-to-athena-dev.template.json');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("the constructs keep CloudFormation's schemas in an app of the reader's own", () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1', account: '123456789012' } });
  const exports = new NightlyExports(stack, 'Exports', { retention: Duration.days(90) });
  const key = { partitionKey: { name: 'id', type: AttributeType.STRING } };
  exports.add('Orders', { table: Table.fromTableName(stack, 'Table', 'orders'), ...key });
  const analyst: unknown = new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() });
  exports.grantQuery(analyst as IGrantable);
  expect(app.synth().getStackByName('Shop').template).toHaveProperty('Resources');
});

describe('the logical ids of all that holds data: another id would be another, empty resource', () => {
  const ids = (name: string) =>
    SYNTHESISED.filter((synthesised) => synthesised.name === name).flatMap(({ stacks }) =>
      stacks.flatMap(({ template }) => HOLDS_DATA.flatMap((type) => Object.keys(resourcesOf(template, type)))),
    );

  it('are these for the article', () => {
    expect(ids('article')).toEqual([
      'SharedStorageBucketF4AA3D3B',
      'DatabaseB269D8BB',
      'SourceTable947B4A28',
      'NightsCatalogsushiorderdatarawC1FCCC9F',
      'NightsCatalogsushiorderdatastaged9E7A0F62',
      'NightsCatalogsushiorderdatafiles0F5C45FE',
      'NightsCatalogsushiorderdatalatest993D901B',
      'NightsCatalogsushiorderdatahistoryED1951A5',
      'NightsCatalogsushiorderdata148C8A9B',
    ]);
  });

  it('are these for two existing tables in two stacks', () => {
    expect(ids('existing-tables-kms-retention')).toEqual([
      'SharedStorageBucketF4AA3D3B',
      'DatabaseB269D8BB',
      'NightsCatalogordersrawF954C923',
      'NightsCatalogordersstaged98F74C9C',
      'NightsCatalogordersfilesA43C2767',
      'NightsCatalogorderslatestF43E199E',
      'NightsCatalogordershistory3E62B92E',
      'NightsCatalogorders0977B035',
      'NightsCatalogcustomersraw457E1ED1',
      'NightsCatalogcustomersstagedAD4F9DB2',
      'NightsCatalogcustomersfiles0F781621',
      'NightsCatalogcustomerslatest283C80DD',
      'NightsCatalogcustomershistory5E40CD32',
      'NightsCatalogcustomersD37A3CFB',
    ]);
  });

  it('are these for a bucket of another account', () => {
    expect(ids('bucket-of-another-account')).toEqual([
      'DatabaseB269D8BB',
      'SourceTable947B4A28',
      'NightsCatalogvisitsraw6FBB2897',
      'NightsCatalogvisitsstagedD099EFEE',
      'NightsCatalogvisitsfilesF8AFC57D',
      'NightsCatalogvisitslatest34F083CC',
      'NightsCatalogvisitshistory8F94B174',
      'NightsCatalogvisits9EBE6F88',
    ]);
  });
});

it("the article's templates are these, but for what is compared with its source: definitions, views and saved queries", () => {
  const article = SYNTHESISED.find(({ name }) => name === 'article');
  const templates = article?.stacks.map(({ template }) => template.toJSON());
  const text = JSON.stringify(templates, (key, value: unknown) => {
    if (['DefinitionString', 'ViewOriginalText'].includes(key)) return `<${key}>`;
    return SAVED_QUERY.includes((value as { readonly Type?: unknown } | null)?.Type) ? undefined : value;
  });
  expect(JSON.parse(text)).toMatchSnapshot();
});

/** What a file of `queries/` becomes: test/infra/saved-queries.test.ts. */
const SAVED_QUERY: readonly unknown[] = ['AWS::Athena::NamedQuery', 'AWS::Athena::PreparedStatement'];

it('the rules of AwsSolutions find a bucket that keeps none of them', () => {
  const app = new App({ autoSynth: false });
  new Bucket(new Stack(app, 'Stack'), 'Bucket');
  expect(new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName)).toContain(
    'AwsSolutions-S10',
  );
});
