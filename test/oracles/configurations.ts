import { CONFIGURATIONS } from '../infra/configurations';

/** The account of the deployment. */
export const ACCOUNT = '123456789012';

/** A configuration of test/infra/configurations, with one of its tables. */
export interface Configuration {
  /** Such as `columnar, Orders`. */
  readonly name: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Every configuration that the tests have, once for each of its tables. */
export const ONE_TABLE_EACH: readonly Configuration[] = Object.entries(CONFIGURATIONS).flatMap(([name, context]) => {
  const tables = context.tables as readonly { readonly name: string }[] | undefined;
  return tables === undefined
    ? [{ name, context: { ...context, account: ACCOUNT } }]
    : tables.map((table) => ({
        name: `${name}, ${table.name}`,
        context: { ...context, account: ACCOUNT, tables: [table] },
      }));
});
