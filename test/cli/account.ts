import { accountClients } from '../../lib/aws/account/account-clients';
import { awsClients } from '../../lib/aws/account/clients';
import type { FakeAccount } from '../aws/fake-account';
import { runCli, type CliRun } from './run-cli';

/*
 * A test that uses this mocks the clients:
 * jest.mock('../../lib/aws/account/clients'); jest.mock('../../lib/aws/account/account-clients')
 */

/** Runs a command line against a fake account, with the configuration's defaults. */
export function inAccount({ clients }: FakeAccount, ...args: string[]): Promise<CliRun> {
  jest.mocked(awsClients).mockReturnValue(clients);
  jest.mocked(accountClients).mockReturnValue(clients);
  return runCli(...args);
}
