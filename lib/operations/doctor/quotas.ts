import type { Fact } from './fact';

/** A quota as Service Quotas knows it. */
export interface QuotaCode {
  readonly serviceCode: string;
  readonly quotaCode: string;
  /** AWS's documented default, for an account whose own quota cannot be read. */
  readonly documented: number;
}

/** The quotas that nights can meet (AWS: "Amazon Athena endpoints and quotas"). */
export const QUOTAS = {
  /** "DML query timeout", in minutes. */
  queryMinutes: { serviceCode: 'athena', quotaCode: 'L-E80DC288', documented: 30 },
  /** "Active DML queries", running and queued. The default is one of the Region's: 20 is the least, 200 the most. */
  activeQueries: { serviceCode: 'athena', quotaCode: 'L-FC5F6546', documented: 20 },
} as const satisfies Record<string, QuotaCode>;

/** The account's quotas: the values that hold for it, by the names of {@link QUOTAS}. */
export type QuotaFacts = Readonly<Record<keyof typeof QUOTAS, Fact<number>>>;

/** A quota to compare with. */
export interface Quota {
  readonly value: number;
  /** Whose value it is, as a sentence. */
  readonly source: string;
}

/** The account's quota, or AWS's documented default where it is not known. */
export function quotaOf(facts: QuotaFacts, name: keyof typeof QUOTAS): Quota {
  const fact = facts[name];
  if (fact.is === 'found') return { value: fact.value, source: `${fact.value} is the quota of this account.` };
  const { serviceCode, quotaCode, documented } = QUOTAS[name];
  const reason = fact.is === 'unreadable' ? fact.why : `Service Quotas does not know ${quotaCode} of ${serviceCode}`;
  return {
    value: documented,
    source: `${documented} is AWS's documented default, as the quota of this account could not be read: ${reason}.`,
  };
}

/** The command that asks AWS for a higher quota. */
export function quotaIncrease(name: keyof typeof QUOTAS, desired: number): string {
  const { serviceCode, quotaCode } = QUOTAS[name];
  return `service-quotas request-service-quota-increase --service-code ${serviceCode} --quota-code ${quotaCode} --desired-value ${desired}`;
}
