import { Aws, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stackName, UNKNOWN_ACCOUNT, type Config } from '../lib/config';
import { CHECKS, QUERIES, readChecks, readQueries } from '../lib/query-files';
import { ExportStack } from './stack';

/**
 * Adds the stacks of a configuration to an app, under AWS's best practices as a check: the main one with what is
 * shared and the tables that name no stack, and one for each stack that is named.
 */
export function addStacks(app: App, given: Config): ExportStack[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const isKnown = given.account !== UNKNOWN_ACCOUNT;
  const config = isKnown ? given : { ...given, account: Aws.ACCOUNT_ID };
  const queries = readQueries(QUERIES);
  const checks = readChecks(CHECKS);
  const add = (stack?: string) =>
    new ExportStack(app, stackName(config, stack), {
      config,
      tables: config.tables.filter((table) => table.stack === stack),
      main: stack === undefined,
      queries,
      checks,
      env: { region: config.region, ...(isKnown && { account: config.account }) },
      description: 'DynamoDB tables, every night exported, verified and published in Athena',
    });
  const main = add();
  const others = [...new Set(config.tables.map(({ stack }) => stack))].filter((stack) => stack !== undefined).map(add);
  for (const other of others) other.addStackDependency(main);
  return [main, ...others];
}
