import { amount } from '../../amount';
import { Option, type Command } from 'commander';
import { parseConfig } from '../../config';
import { estimateNights, makeTableBlock, writeCdkCode, type NewTable } from '../../operations';
import { withAccount, type AccountOptions } from '../options/target-options';
import { bytes, usDollars } from '../terminal/format';
import { note, print } from '../terminal/print';

interface InitOptions extends AccountOptions {
  readonly table: string;
  readonly format: 'cdk' | 'cdk.json';
  readonly json?: boolean;
}

/** `init`: what a table's nights will be, and the code that makes them. */
export function initCommand(command: Command): Command {
  return withAccount(
    command
      .requiredOption('--table <name>', 'an existing DynamoDB table')
      .addOption(
        new Option('--format <format>', 'code for a CDK app, or the context of cdk.json')
          .choices(['cdk', 'cdk.json'])
          .default('cdk'),
      ),
  )
    .option('--json', 'print everything as one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena init --table shop-orders --region eu-west-1
  export-to-athena init --table shop-orders --format cdk.json > cdk.json

Reads DescribeTable and DescribeContinuousBackups, and changes nothing. The code goes to standard output, all else to
standard error. Costs are in USD at the list prices of us-east-1 (docs/costs.md). The size of an export is not known before
it is made: it is estimated as gzipped 7 to 1, like the sample orders. After the first night, status shows the real numbers.

Exit code: 0 printed, 2 there is no such table, or it may not be read.`,
    )
    .action(init);
}

async function init({ table: name, format, json, ...account }: InitOptions): Promise<void> {
  const { accountClients, describeNewTable } = await import('../../aws/operations');
  const { findUsualRegion } = await import('../../aws');
  const region = account.region ?? (await findUsualRegion(account.profile));
  const table = await describeNewTable(accountClients({ region, profile: account.profile }).dynamoDb, name, region);
  const context = { region, tables: [makeTableBlock(table)] };
  parseConfig(context);
  const code = format === 'cdk' ? writeCdkCode(table) : JSON.stringify({ context }, undefined, 2);
  if (json === true) {
    print(JSON.stringify({ ...table, ...estimateNights(table), code }, undefined, 2));
    return;
  }
  for (const line of formatNewTable(table)) note(line);
  print(code);
}

/** A table and its nights, for a person. */
export function formatNewTable(table: NewTable): string[] {
  const { arn, items, bytes: size, partitionKey, sortKey, recovery, recoveryUnknown } = table;
  const night = estimateNights(table);
  const keys = [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name, type }) => `${name} (${type})`);
  return [
    arn,
    `  key       ${keys.join(' and ')}`,
    `  a night   about ${amount(items, 'item')}, ${bytes(size)} in DynamoDB, which counts every six hours`,
    `  cost      ${usDollars(night.exportCost)} for the export of a night, ${usDollars(night.validationCost)} for its validation in Athena`,
    `  storage   about ${bytes(night.exportedBytes)} of S3 a night, ${usDollars(night.storageCost)} a month for each night that is kept`,
    ...(night.recoveryCommand === undefined
      ? ['  recovery  on']
      : [
          recovery === undefined
            ? `  recovery  is not known: ${recoveryUnknown ?? ''}`
            : '  recovery  OFF: a table without point-in-time recovery cannot be exported.',
          `            It costs ${usDollars(night.recoveryCost)} a month. To turn it on:`,
          `            ${night.recoveryCommand}`,
        ]),
    '',
  ];
}
