import { Aws, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stackName, UNKNOWN_ACCOUNT, type Config } from '../../lib/config';
import { MainStack } from './main-stack';
import { TableStack } from './table-stack';

/**
 * Adds the stacks of a configuration to an app, under AWS's best practices as a check: the main one with what the tables
 * share and the dashboard, and one for each table.
 *
 * @returns the stacks, the main one first
 */
export function addStacks(app: App, given: Config): [MainStack, ...TableStack[]] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const isKnown = given.account !== UNKNOWN_ACCOUNT;
  const config = isKnown ? given : { ...given, account: Aws.ACCOUNT_ID };
  const props = { env: { region: config.region, ...(isKnown && { account: config.account }) } };
  const main = new MainStack(app, config, props);
  const others = config.tables.map((table) => {
    const stack = new TableStack(app, config, table, props);
    stack.addStackDependency(main);
    return stack;
  });
  main.exports.addDashboard('Nights', {
    dashboardName: stackName(config),
    tables: others.map(({ nights }) => nights),
  });
  return [main, ...others];
}
