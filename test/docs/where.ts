import { defaultTarget, keyOf, type ShownCommand } from './pages';

/** Where a command that is shown is run. */
export type Where =
  /** By commands.test.ts, in a fresh copy of the repository. */
  | 'here'
  /** By test/integration/docs.integration.ts, on the lab. */
  | 'account'
  /** By .ci/run, or as a part of what runs there. */
  | 'ci'
  /** Nowhere, and why. */
  | { readonly notRun: string };

const notRun = (notRun: string): Where => ({ notRun });

/** It checks an assumption about AWS, in an account of the reader's, where a stand-in could only show itself. */
const ASSUMPTION = notRun('it checks an assumption about AWS, which a stand-in for AWS cannot show');
/** The lab does it for every run, by the same tool with its own names. */
const DEPLOYS = notRun('test/integration/suite.ts and test/lab/main.ts run cdk on the lab, with names of their own');
/** What it prints and refuses is tested with a table of this name. */
const NEW_TABLE = notRun(
  'test/cli/commands/init.test.ts and test/cli/options/database.test.ts run it in a made account',
);
/** The lab deploys an example and asks it. */
const EXAMPLE = notRun('test/lab/package.lab.ts deploys the example on the lab and asks it from an empty folder');
const SHELL = notRun('test/cli/shell/screens.test.ts opens the shell on a terminal, and on an account');
const COMPLETION = notRun('test/cli/completion/completion.test.ts lets each shell complete with what is written');
const PART = notRun('a part of a command that is run, or a name for it');
const COSTLY = notRun('it measures for many minutes, or asks for an account');
const LAKE_FORMATION = notRun('the lab has no Lake Formation and answers no listing of roles by path');
const PRICES = notRun('no stand-in has prices or quotas');

/** The page whose commands check what is believed of AWS. */
const ASSUMPTIONS = 'docs/assumptions.md';

/**
 * Where a command is run that {@link LISTED} does not have: one of this program on its target, one that checks an assumption
 * nowhere.
 *
 * @returns undefined for any other command
 */
export function usualPlace(command: ShownCommand): Where | undefined {
  const key = keyOf(command);
  if (key.startsWith('npm start')) return 'here';
  const [, name] = /^export-to-athena (\w+)/.exec(key) ?? [];
  if (name !== undefined) {
    const [, target = defaultTarget(name)] = / --target (\w+)/.exec(key) ?? [];
    return target === 'aws' ? 'account' : 'here';
  }
  return command.page === ASSUMPTIONS && key.startsWith('aws ') ? ASSUMPTION : undefined;
}

/** Where a command is run; undefined for one of which that is not known. */
export function whereOf(command: ShownCommand): Where | undefined {
  return LISTED[keyOf(command)] ?? usualPlace(command);
}

/** Commands of the pages and of the help, without `npx`, that have no {@link usualPlace} or are run elsewhere. */
export const LISTED: Readonly<Record<string, Where>> = {
  // README.md
  'npm ci && npm start': 'ci',
  'npm test': 'ci',
  'aws s3 sync s3://BUCKET/PREFIX/AWSDynamoDB/ID/ DIR': 'account',
  'npm run synth': 'ci',
  'npm run docs:api': notRun('it writes what test/docs/api.test.ts compares with'),
  'npm run test:oracles -- permissions': PART,
  'export-to-athena init --table NAME': NEW_TABLE,
  'npm run docs:settings': notRun('it writes what test/docs/settings.test.ts compares with'),
  'npx cdk deploy --all -c systemName=dev': DEPLOYS,
  'npm run bench': COSTLY,
  'npm run test:lab': 'ci',
  'npm run test:oracles': 'ci',
  // examples/README.md
  'npm install export-to-athena': notRun('test/package/main.ts installs the package as npm pack makes it'),
  'npm install': notRun('test/package/main.ts installs the package itself into each example'),
  'npx cdk deploy': DEPLOYS,
  'export-to-athena night --database shop': EXAMPLE,
  'export-to-athena adopt --database shop': EXAMPLE,
  'export-to-athena query "SELECT * FROM orders LIMIT 10" --database shop': EXAMPLE,
  'export-to-athena query total_per_day --database shop': EXAMPLE,
  // CONTRIBUTING.md
  'npx tsx test/cli/shell/record.ts NAME': notRun('it writes what test/cli/shell/screens.test.ts compares with'),
  'npx tsx test/infra/write-permissions.ts': notRun('it writes what test/infra/permissions.test.ts compares with'),
  'npx tsx test/infra/write-promises.ts': notRun('it writes what test/infra/promises.test.ts compares with'),
  'npx tsx test/verdicts/sign-export.ts FOLDER': notRun('test/verdicts/sign-export.test.ts runs it'),
  'npx jest test/infra/stack -u': notRun('it writes what test/infra/stack.test.ts compares with'),
  'npm run test:package': 'ci',
  'npm ci': 'ci',
  'npm run build': notRun('npm ci runs it, as prepare, and so do the tests'),
  'npm run check': 'ci',
  // docs/architecture.md
  'npm run check:imports': PART,
  'npm run test:fast': notRun('it is a part of npm test'),
  'npx jest test/workflow': notRun('it is a part of npm test'),
  'npm run lab -- record-answers': notRun(
    'it writes what the tests compare with; a contributor who adds a function runs it',
  ),
  'npm run lab -- trino-tests --only NAME': notRun(
    'it asks 18,000 expressions of Trino on the lab; a contributor runs it',
  ),
  // queries/README.md
  'npm run lab -- record': notRun('it writes what the tests compare with; it is run when a query is added'),
  'npx jest test/queries': notRun('it is a part of npm test'),
  'npx jest test/fault-matrix': notRun('it is a part of npm test'),
  // docs/assumptions.md
  'npm run test:aws': COSTLY,
  'npx cdk bootstrap --profile NAME': DEPLOYS,
  'npm run test:aws -- --profile NAME [--region ap-northeast-1]': COSTLY,
  'aws pricing get-products --service-code AmazonDynamoDB': PRICES,
  'aws glue update-partition': PART,
  'aws service-quotas list-service-quotas --service-code athena --query "Quotas[?contains(QuotaName,\'DML\')].[QuotaCode,QuotaName,Value,Unit]"':
    PRICES,
  'aws service-quotas list-service-quotas --service-code dynamodb --query "Quotas[?contains(QuotaName,\'Export\')].[QuotaCode,QuotaName,Value]"':
    PRICES,
  'aws service-quotas list-service-quotas --service-code athena': PRICES,
  'export-to-athena tables TABLE_raw --json --target aws': ASSUMPTION,
  'npm run lab -- trino-tests': notRun('it asks Trino thousands of questions for many minutes'),
  // docs/analysts.md
  'npm run test:oracles -- analysts': PART,
  'pip install pyathena[pandas] awswrangler': notRun(
    'test/analysts/requirements.txt pins what is installed in its place',
  ),
  "(printf '\\357\\273\\277'; npx export-to-athena query \"SELECT tableid, regexp_replace(menu, '^([=+@\\t\\r-])', '''\\$1') AS menu, quantity FROM sushiorderdata\" --format csv) > excel.csv":
    'here',
  // docs/columnar.md
  'npm run bench -- columnar columnar-wide': COSTLY,
  'npm run bench -- validation': COSTLY,
  'npm run bench -- validation-checks': COSTLY,
  'npm run bench -- awkward': COSTLY,
  'npm run bench -- history': COSTLY,
  'npm run bench -- incremental': COSTLY,
  'npm run bench -- incremental --items 20000': COSTLY,
  'aws s3 sync --exact-timestamps': PART,
  // docs/dialect.md
  'npx jest test/athena-sql': notRun('it is a part of npm test'),
  // docs/deploy.md
  'aws dynamodb describe-continuous-backups --table-name shop-orders': 'account',
  'aws dynamodb update-continuous-backups --table-name shop-orders \\\n  --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true':
    'account',
  'cdk bootstrap': PART,
  'npx cdk bootstrap aws://ACCOUNT/REGION': DEPLOYS,
  'npx cdk deploy --all': DEPLOYS,
  'npx cdk deploy --all --concurrency 10': DEPLOYS,
  'npx cdk deploy --all -c env=prod': DEPLOYS,
  'STACK=export-to-athena-dev': 'account',
  'output() { aws cloudformation describe-stacks --stack-name $STACK$2 --query "Stacks[0].Outputs[?OutputKey==\'$1\'].OutputValue" --output text; }':
    'account',
  'MACHINE=$(output StateMachineSushiOrderData --sushiorderdata)': 'account',
  'BUCKET=$(output Bucket)': 'account',
  'WORKGROUP=$(output Workgroup)': 'account',
  'DATABASE=$(output Database)': 'account',
  'aws dynamodb put-item --table-name example-sushiorderdata-dev --item \\\n  \'{"tableid":{"S":"01"},"datetime":{"S":"2022-06-20T01:48:00.000Z"},"quantity":{"N":"1"},"menu":{"S":"いか"}}\'':
    'account',
  "EXECUTION=$(aws stepfunctions start-execution --state-machine-arn $MACHINE --input '{}' --query executionArn --output text)":
    'account',
  "aws stepfunctions describe-execution --execution-arn $EXECUTION --query '[status,output,error,cause]'": 'account',
  "QUERY=$(aws athena start-query-execution --work-group $WORKGROUP --query-execution-context Database=$DATABASE \\\n  --query-string 'SELECT * FROM sushiorderdata LIMIT 10' --query QueryExecutionId --output text)":
    'account',
  "while aws athena get-query-execution --query-execution-id $QUERY --output text | grep -qE 'QUEUED|RUNNING'; do sleep 1; done":
    'account',
  'aws athena get-query-results --query-execution-id $QUERY --output text': 'account',
  'export-to-athena night --target aws --full': notRun(
    'test/integration/changes.integration.ts runs it for a table with "incremental"',
  ),
  'aws pricing get-products --service-code AmazonDynamoDB --region us-east-1': PRICES,
  'aws dynamodb list-exports --table-arn TABLE_ARN': 'account',
  'aws stepfunctions start-execution --state-machine-arn $MACHINE \\\n  --input \'{"exportArn":"arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE/export/01693467621041-039fcf72","exportDate":"2026-01-31"}\'':
    'account',
  'aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration \'{ "Rules": [\n  { "ID": "expire-results", "Status": "Enabled", "Filter": { "Prefix": "query-results/" }, "Expiration": { "Days": 30 } },\n  { "ID": "abort-uploads", "Status": "Enabled", "Filter": {}, "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 } } ] }\'':
    'account',
  'npx cdk destroy --all': DEPLOYS,
  'aws s3 rm s3://$BUCKET --recursive && aws s3api delete-bucket --bucket $BUCKET': notRun(
    'it removes the bucket that all tests of the lab share',
  ),
  'aws dynamodb delete-table --table-name example-sushiorderdata-dev': notRun('the suite removes its tables by cdk'),
  'cdk destroy': PART,
  'npx cdk deploy --all --import-existing-resources': ASSUMPTION,
  'aws cloudformation detect-stack-drift': ASSUMPTION,
  'aws lakeformation grant-permissions --permissions CREATE_DATABASE --resource \'{"Catalog":{}}\' \\\n  --principal DataLakePrincipalIdentifier=arn:aws:iam::ACCOUNT:role/cdk-hnb659fds-cfn-exec-role-ACCOUNT-REGION':
    LAKE_FORMATION,
  'aws iam list-roles --path-prefix /export-to-athena/': LAKE_FORMATION,
  'for ROLE in $(aws iam list-roles --path-prefix /export-to-athena/prod/ --query "Roles[?contains(RoleName, \'Nightly\')].Arn" --output text); do':
    LAKE_FORMATION,
  'aws lakeformation grant-permissions --permissions DESCRIBE --principal DataLakePrincipalIdentifier=$ROLE --resource "{\\"Database\\":{\\"Name\\":\\"$DATABASE\\"}}"':
    LAKE_FORMATION,
  'aws lakeformation grant-permissions --permissions SELECT INSERT DELETE DESCRIBE ALTER --principal DataLakePrincipalIdentifier=$ROLE \\\n    --resource "{\\"Table\\":{\\"DatabaseName\\":\\"$DATABASE\\",\\"TableWildcard\\":{}}}"':
    LAKE_FORMATION,
  done: LAKE_FORMATION,
  // docs/runbook.md
  'aws dynamodb describe-continuous-backups --table-name TABLE': 'account',
  'npx cdk deploy --all --revert-drift': ASSUMPTION,
  'aws s3 ls s3://BUCKET/export/TABLE/AWSDynamoDB/': 'account',
  'aws dynamodb describe-export --export-arn ARN': 'account',
  'aws s3 ls': PART,
  'aws glue delete-partition --database-name DATABASE --table-name TABLE_raw --partition-values DATE': 'account',
  'aws glue delete-partition --database-name DATABASE --table-name TABLE_files --partition-values DATE EXPORT_ID':
    'account',
  // the help of the commands
  'npm start -- --export ~/Downloads/full --export ~/Downloads/changes-1 --export ~/Downloads/changes-2': notRun(
    'test/cli/nights/nights-of-changes.test.ts runs it with exports of several seeds',
  ),
  'export-to-athena dbt --database shop --source shop -o models/sources.yml': NEW_TABLE,
  'export-to-athena sql': SHELL,
  'export-to-athena sql --target aws': SHELL,
  'export-to-athena completion': COMPLETION,
  'export-to-athena completion bash > ~/.local/share/bash-completion/completions/export-to-athena': COMPLETION,
  'export-to-athena completion zsh > ~/.zsh/completions/_export-to-athena': COMPLETION,
  'export-to-athena completion fish > ~/.config/fish/completions/export-to-athena.fish': COMPLETION,
  'npm install --global export-to-athena': notRun('test/package/main.ts installs the package as npm pack makes it'),
  'export-to-athena sql < steps.sql': notRun('test/cli/standard-input.test.ts gives statements on standard input'),
  'export-to-athena init --table shop-orders --region eu-west-1': NEW_TABLE,
  'export-to-athena init --table shop-orders --format cdk.json > cdk.json': NEW_TABLE,
  'export-to-athena init --table shop-orders': NEW_TABLE,
  'export-to-athena query "SELECT * FROM orders" --database shop': NEW_TABLE,
  'export-to-athena query NAME --database DATABASE': NEW_TABLE,
  'export-to-athena doctor -c env=prod': notRun(
    'it is about the environments of a cdk.json that the reader has; test/config picks them',
  ),
  'export-to-athena verify ~/Downloads/01693467621041-039fcf72': 'here',
};
