import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { accountClients } from '../../../lib/aws/account/account-clients';

describe('clients of a profile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  const environment = { ...process.env };

  beforeAll(() => {
    writeFileSync(join(folder, 'credentials'), '[prod]\naws_access_key_id = OFPROD\naws_secret_access_key = secret\n');
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
    process.env.AWS_CONFIG_FILE = join(folder, 'none');
  });

  afterAll(() => {
    process.env = environment;
    rmSync(folder, { recursive: true });
  });

  const clients = Object.entries(accountClients({ region: 'eu-west-1', profile: 'prod' }));

  it.each(clients)('ask as that one: %s', async (_, client) => {
    const { config } = client as S3Client;
    expect((await config.credentials()).accessKeyId).toBe('OFPROD');
    expect(await config.region()).toBe('eu-west-1');
  });
});
