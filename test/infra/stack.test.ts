import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import validate from 'asl-validator';
import { AwsSolutionsChecks } from 'cdk-nag';
import { resources } from '../../lib/config';
import { CHECKS, readChecks } from '../../lib/query-files';
import { definition } from '../../lib/workflow';
import { CONFIGURATIONS, resolved, resourcesOf, synthesise } from './synthesise';

const HOLDS_DATA = ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::Glue::Database', 'AWS::Glue::Table'];

describe.each(Object.entries(CONFIGURATIONS))('the stacks of %s', (_, context) => {
  const { app, config, templates } = synthesise(context);

  it('keep all rules of AwsSolutions, but for what is acknowledged with a reason', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it("run each table's definition, which is valid Amazon States Language", () => {
    const machines = templates.flatMap((template) => {
      const tables = resourcesOf(template, 'AWS::DynamoDB::Table');
      const arns = Object.fromEntries(
        Object.entries(tables).map(([id, { Properties }]) => [
          id,
          `arn:aws:dynamodb:${config.region}:123456789012:table/${String(Properties.TableName)}`,
        ]),
      );
      return Object.values(resourcesOf(template, 'AWS::StepFunctions::StateMachine')).map(
        ({ Properties }) => JSON.parse(String(resolved(Properties.DefinitionString, arns))) as unknown,
      );
    });
    const expected = config.tables.map((table) => {
      const { sourceTable } = resources(config, table);
      const tableArn = `arn:aws:dynamodb:${config.region}:123456789012:table/${sourceTable}`;
      return JSON.parse(JSON.stringify(definition(config, table, tableArn, readChecks(CHECKS)))) as unknown;
    });
    expect(machines).toEqual(expected);
    for (const machine of machines) expect(validate(machine)).toMatchObject({ isValid: true });
  });

  it('have no asset, so nothing but the template is uploaded', () => {
    for (const template of templates) expect(JSON.stringify(template.toJSON())).not.toContain('cdk-hnb659fds-assets');
  });
});

describe("the article's stack", () => {
  const {
    templates: [template],
  } = synthesise(CONFIGURATIONS.article ?? {});

  it('keeps the logical ids of all that holds data: another id would be another, empty resource', () => {
    const ids = HOLDS_DATA.flatMap((type) => Object.keys(resourcesOf(template, type)));
    expect(ids).toMatchInlineSnapshot(`
     [
       "SharedStorageBucketF4AA3D3B",
       "TablesSushiOrderDataSourceTableE3431470",
       "SharedDatabase8F7B37CB",
       "TablesSushiOrderDataCatalogsushiorderdataraw27C0129F",
       "TablesSushiOrderDataCatalogsushiorderdatastagedB090287E",
       "TablesSushiOrderDataCatalogsushiorderdatafiles0F9214C3",
       "TablesSushiOrderDataCatalogsushiorderdatalatestC640B98F",
       "TablesSushiOrderDataCatalogsushiorderdatahistoryD5D3447C",
       "TablesSushiOrderDataCatalogsushiorderdata726D684C",
     ]
    `);
  });

  it('leaves the bucket and the table behind when it is removed', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::DynamoDB::Table'])
      for (const { DeletionPolicy } of Object.values(resourcesOf(template, type)))
        expect(DeletionPolicy).toBe('Retain');
  });

  it('is this template', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });
});

it('the rules of AwsSolutions find a bucket that keeps none of them', () => {
  const app = new App({ autoSynth: false });
  new Bucket(new Stack(app, 'Stack'), 'Bucket');
  expect(new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName)).toContain(
    'AwsSolutions-S10',
  );
});
