import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExportCommand } from '@aws-sdk/client-dynamodb';
import { keyOf, PROJECT, shownCommands } from '../docs/pages';
import { runCommands, type ShellRun } from '../docs/shell';
import { whereOf } from '../docs/where';
import { contextArguments, only } from './configuration';
import { daysAgo, TODAY } from './dates';
import { CONTEXT, config, dynamoDb, MAIN_STACK, tableUnderTest } from './system';

const table = tableUnderTest('Documented');
const { sourceTable, bucket, database, tableArn, exportPrefix } = table;
const settings = contextArguments(only(CONTEXT, ['Documented'])).map((text) => `'${text}'`);
const work = mkdtempSync(join(tmpdir(), 'pages-'));
const OTHER_BUCKET = `${bucket}-docs`;

/** The program, about the system under test, in the place of the one in the PATH. */
const PROGRAM = `export-to-athena() { local name="$1"; shift; node '${PROJECT}/bin/export-to-athena' "$name" ${settings.join(' ')} "$@"; }`;

const keys = shownCommands()
  .filter((command) => whereOf(command) === 'account')
  .map(keyOf);

const WATCH = 'export-to-athena status --watch';
const from = keys.findIndex((key) => key.startsWith('aws dynamodb describe-continuous-backups'));
const to = keys.findIndex((key) => key.startsWith('aws athena get-query-results'));
/** docs/deploy.md as far as the first answer; the night is waited for, as the page says. */
const firstNight = keys.slice(from, to + 1);
const isAtTheEnd = (key: string) => key.startsWith('aws glue delete-partition');
const others = keys.filter((key) => !firstNight.includes(key));
const afterwards = [...others.filter((key) => !isAtTheEnd(key)), ...others.filter(isAtTheEnd)];

/** A command with the names and dates of the system under test, where the pages have some that stand for them. */
function rewrite(key: string, exportArn: string): string {
  const names: readonly (readonly [RegExp, string])[] = [
    [/output StateMachineSushiOrderData --sushiorderdata/, 'output StateMachineDocumented --documented'],
    [/STACK=export-to-athena-dev/, `STACK=${MAIN_STACK}`],
    [/shop-orders|example-sushiorderdata-dev/g, sourceTable],
    [/--table (SushiOrderData|Orders)/, '--table Documented'],
    // The system under test has several tables.
    [/drift .* --target aws$/, `drift ${daysAgo(2)} ${TODAY} --target aws --table Documented`],
    [/sushiorderdata/g, 'documented'],
    [/systemName=prod/, `systemName=${config.systemName}`],
    [/TABLE_ARN/, tableArn],
    [/--table-name TABLE\b/, `--table-name ${sourceTable}`],
    // A time that point-in-time recovery reaches.
    [/--scheduled-time (TIME|2026-11-22T19:00:00Z)/, `--scheduled-time ${new Date().toISOString()}`],
    [/arn:aws:dynamodb:[^"' ]*\/export\/01693467621041-039fcf72|(?<=[- ]arn |verify |-arn )ARN\b/, exportArn],
    [/TABLE_raw/, table.raw],
    [/TABLE_files/, table.files],
    [/\bEXPORT_ID\b/, idOf(exportArn)],
    [/s3:\/\/BUCKET\/PREFIX\/AWSDynamoDB\/ID\//, `s3://${bucket}/${exportPrefix}/AWSDynamoDB/${idOf(exportArn)}/`],
    [/s3:\/\/BUCKET\/export\/TABLE\//, `s3://${bucket}/${exportPrefix}/`],
    [/s3:\/\/bucket\/export\/AWSDynamoDB\/[\w-]+\//, `s3://${bucket}/${exportPrefix}/AWSDynamoDB/${idOf(exportArn)}/`],
    [/--bucket BUCKET/, `--bucket ${OTHER_BUCKET}`],
    [/--database-name DATABASE/, `--database-name ${database}`],
    [/ DIR$/, ` ${join(work, 'download')}`],
    [/\b2026-01-31\b/, daysAgo(3)],
    [/\b2026-11-01\b/, daysAgo(2)],
    [/\bDATE\b/, daysAgo(2)],
    [/\b2026-11-(23|30)\b/, TODAY],
  ];
  return names.reduce((text, [name, meant]) => text.replace(name, () => meant), key);
}

function idOf(exportArn: string): string {
  return exportArn.slice(exportArn.lastIndexOf('/') + 1);
}

/** Exit codes that say what was found, and not that it could not be looked for. */
function allowedCodes(key: string): number[] {
  return /^export-to-athena (doctor|status)/.test(key) ? [0, 1, 3] : [0];
}

describe('commands of the pages that are about an account', () => {
  let runs: ShellRun[];

  const run = async (commands: readonly string[], exportArn: string) => {
    const region = { AWS_DEFAULT_REGION: config.region, AWS_PAGER: '' };
    const made = await runCommands(
      commands.map((key) => rewrite(key, exportArn)),
      PROGRAM,
      { folder: work, work, env: region },
    );
    return made.map((one, index) => ({ ...one, command: commands[index] ?? '' }));
  };

  beforeAll(async () => {
    const started = firstNight.findIndex((key) => key.startsWith('aws stepfunctions describe-execution'));
    const first = await run([...firstNight.slice(0, started + 1), WATCH, ...firstNight.slice(started + 1)], '');
    const exports = await run([`aws dynamodb list-exports --table-arn ${tableArn} --output text`], '');
    const [exportArn = ''] = /arn:\S+\/export\/\S+/.exec(exports[0]?.stdout ?? '') ?? [];
    await dynamoDb.send(new DescribeExportCommand({ ExportArn: exportArn }));
    const names = firstNight.filter((key) => /^(STACK|MACHINE|BUCKET|output)\b/.test(key));
    const more = await run([...names, `aws s3 mb s3://${OTHER_BUCKET}`, ...afterwards], exportArn);
    runs = [...first, ...more, ...(await run([`aws s3 rb s3://${OTHER_BUCKET}`], ''))];
  }, 3_600_000);

  afterAll(() => {
    rmSync(work, { recursive: true, force: true });
  });

  it.each(keys)('%s', (key) => {
    const all = runs.filter(({ command }) => command === key);
    expect(all.length).toBeGreaterThan(0);
    for (const { exitCode, stderr, stdout } of all)
      expect(allowedCodes(key).includes(exitCode) ? '' : `exit code ${exitCode}: ${stdout}${stderr}`).toBe('');
  });
});
