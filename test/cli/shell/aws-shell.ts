import { StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { SystemClock } from '../../../lib/asl/clock';
import { AwsTarget } from '../../../lib/aws';
import { Shell } from '../../../lib/cli/shell/shell';
import { parseConfig } from '../../../lib/config';
import { FakeAws } from '../../aws/fake-aws';

/*
 * node --require test/run/load-built.cjs aws-shell.ts FOLDER: the shell about an account that has the nights of a folder. A
 * statement with the word SLOW does not end by itself. At the end, the calls that stopped a query are told.
 */

const [, , folder = ''] = process.argv;
const config = parseConfig({});
const slow = { isAsked: false };
const account = new FakeAws({
  folder,
  get runningFor() {
    return slow.isAsked ? Infinity : 1;
  },
});
const { athena } = account.clients;
const send = athena.send.bind(athena) as (command: object) => Promise<unknown>;
Object.assign(athena, {
  send: (command: object) => {
    if (command instanceof StartQueryExecutionCommand)
      slow.isAsked = command.input.QueryString?.includes('SLOW') === true;
    return send(command);
  },
});

void (async () => {
  const target = new AwsTarget({ config, clients: account.clients, clock: new SystemClock() });
  const options = { format: 'table', expanded: 'auto', rows: undefined, date: undefined } as const;
  await new Shell(target, config, options).run();
  const stopped = account.calls.filter((call) => call === 'StopQueryExecutionCommand');
  console.log(`Calls of StopQueryExecution: ${stopped.length}`);
  await account.close();
  await target.close();
})();
