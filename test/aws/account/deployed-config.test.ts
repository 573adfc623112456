import { findDeployedConfig } from '../../../lib/aws/account/deployed-config';
import { parseConfig, nameSharedResources } from '../../../lib/config';
import { awsError, FakeAccount } from '../fake-account';

describe('the configuration of a deployed system', () => {
  const nothingThere = () => {
    throw awsError('EntityNotFoundException', 'Database not found.');
  };

  it('has the account of its database, so that the bucket is found', async () => {
    const config = await findDeployedConfig(parseConfig({}), new FakeAccount().clients);
    expect(nameSharedResources(config).bucket).toBe('example-dynamodb-export-dev-123456789012-ap-northeast-1');
  });

  it('has that of a table where there is no database, and is as it was where there is neither', async () => {
    const { answers, clients } = new FakeAccount();
    answers.GetDatabase = nothingThere;
    expect(await findDeployedConfig(parseConfig({}), clients)).toMatchObject({ account: '123456789012' });
    answers.DescribeTable = () => {
      throw awsError('ResourceNotFoundException');
    };
    expect(await findDeployedConfig(parseConfig({}), clients)).toEqual(parseConfig({}));
  });

  it('is not asked for where the configuration names the account', async () => {
    const { calls, clients } = new FakeAccount();
    const config = parseConfig({ account: '111122223333' });
    expect(await findDeployedConfig(config, clients)).toBe(config);
    expect(calls).toEqual([]);
  });
});
