import type * as z from 'zod';
import { entityViews, glueNames } from './names';
import { sourceTable } from './resource-names';
import { issue } from './setting';

type Tables = Parameters<typeof sourceTable>[0] & {
  readonly tables: readonly (Parameters<typeof sourceTable>[1] & {
    readonly entities: readonly { readonly name: string }[];
  })[];
};

/** No two tables may share a Glue table or view (`Orders-raw` and the raw table of `orders` would) or a DynamoDB table. */
export function refuseClashes(config: Tables, context: z.RefinementCtx): void {
  const seen = new Set<string>();
  config.tables.forEach((table, index) => {
    const names = [
      ...Object.values<string>({ ...glueNames(table.name) }).map((name) => `Glue table ${name}`),
      `DynamoDB table ${sourceTable(config, table)}`,
      `CloudFormation output ${table.name.replace(/[^A-Za-z0-9]/g, '')}`,
    ];
    const clash = names.find((name) => seen.has(name));
    if (clash !== undefined)
      issue(context, ['tables', index], table.name, `has the ${clash} of an earlier table; give it another name`);
    for (const name of names) seen.add(name);
    table.entities.forEach(({ name }, number) => {
      const views = Object.values<string>({ ...entityViews(table.name, name) });
      const taken = views.find((view) => seen.has(`Glue table ${view}`));
      if (taken !== undefined)
        issue(
          context,
          ['tables', index, 'entities', number, 'name'],
          name,
          `gives a second ${taken}; use another name`,
        );
      for (const view of views) seen.add(`Glue table ${view}`);
    });
  });
}
