import { parseConfig } from '../../lib/config';

const CONTEXT = {
  systemName: 'common',
  retentionDays: 30,
  environments: {
    dev: { systemName: 'dev' },
    prod: { systemName: 'prod', account: '222222222222', retentionDays: 90 },
  },
};

describe('environments', () => {
  it('put their settings over the common ones', () => {
    expect(parseConfig({ ...CONTEXT, env: 'prod' })).toMatchObject({
      systemName: 'prod',
      account: '222222222222',
      retentionDays: 90,
    });
    expect(parseConfig({ ...CONTEXT, env: 'dev' })).toMatchObject({ systemName: 'dev', retentionDays: 30 });
  });

  it('are no settings of the configuration', () => {
    expect(parseConfig({ ...CONTEXT, env: 'dev' })).not.toHaveProperty('env');
    expect(parseConfig({ ...CONTEXT, env: 'dev' })).not.toHaveProperty('environments');
  });

  it.each([
    [{}, 'env: needs one of dev, prod: -c env=dev, or "env" in the context of cdk.json for what is meant without it'],
    [{ env: 'prd' }, 'env = "prd": there is no such environment; use one of dev, prod. Did you mean prod?'],
    [{ env: 'toString' }, 'env = "toString": there is no such environment; use one of dev, prod.'],
    [{ env: 'prod', environments: undefined }, 'env = "prod": there are no environments; put'],
    [
      { env: 'prod', environments: [] },
      'environments = []: needs an object of settings by the name of the environment',
    ],
    [{ env: 'prod', environments: { prod: 'eu' } }, 'environments.prod = "eu": needs an object of settings'],
    [{ env: 'prod', environments: { prod: { sytemName: 'x' } } }, 'sytemName: there is no such setting'],
  ])('%j is refused', (given, message) => {
    expect(() => parseConfig({ ...CONTEXT, ...given })).toThrow(message);
  });
});
