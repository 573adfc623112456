import { awsClients } from '../../lib/aws/account/clients';
import { FakeAws, type FakeAwsOptions } from '../aws/fake-aws';
import { runCli, type CliRun } from './run-cli';

/*
 * The same nights, asked on this machine and in an account. A test that uses `asks` mocks the clients:
 * jest.mock('../../lib/aws/account/clients')
 */

/** Runs a command about the nights of a folder. */
export type Ask = (...args: string[]) => Promise<CliRun>;

/** Every target with a way to ask it. */
export const PLACES: Readonly<Record<'local' | 'aws', (folder: string) => Ask>> = {
  local:
    (folder) =>
    (...args) =>
      runCli(...args, '--folder', folder),
  aws:
    (folder) =>
    (...args) =>
      askAccount({ folder }, ...args),
};

/** Asks an account that has the nights of a folder. */
export async function askAccount(options: FakeAwsOptions, ...args: string[]): Promise<CliRun> {
  const account = new FakeAws({ runningFor: 0, ...options });
  jest.mocked(awsClients).mockReturnValue(account.clients);
  try {
    return await runCli(...args, '--target', 'aws');
  } finally {
    await account.close();
  }
}
