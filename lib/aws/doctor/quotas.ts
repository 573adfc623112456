import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { QUOTAS, type Fact, type QuotaFacts } from '../../operations';
import { factOf } from './fact';
import { orNothing } from '../account/or-nothing';

/** The quotas of the account. */
export async function quotaFacts(client: ServiceQuotasClient): Promise<QuotaFacts> {
  const facts = await Promise.all(
    Object.entries(QUOTAS).map(async ([name, { serviceCode, quotaCode }]): Promise<[string, Fact<number>]> => [
      name,
      await factOf(() => quota(client, { ServiceCode: serviceCode, QuotaCode: quotaCode })),
    ]),
  );
  return Object.fromEntries(facts) as QuotaFacts;
}

/** Service Quotas has an applied value of those quotas alone that were ever changed: of the others AWS's default holds. */
async function quota(
  client: ServiceQuotasClient,
  request: { readonly ServiceCode: string; readonly QuotaCode: string },
): Promise<number | undefined> {
  const ask = <T>(call: () => Promise<T>) => orNothing('NoSuchResourceException', call);
  const answer =
    (await ask(() => client.send(new GetServiceQuotaCommand(request)))) ??
    (await ask(() => client.send(new GetAWSDefaultServiceQuotaCommand(request))));
  return answer?.Quota?.Value;
}
