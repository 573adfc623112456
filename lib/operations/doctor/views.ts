import { deploy } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import type { Finding } from './finding';

/** The typed views: does a query of them answer? */
export function checkViews({ config }: SystemFacts, { table, names, views }: TableFacts): Finding[] {
  return (['newest', 'history'] as const).flatMap((kind): Finding[] => {
    const view = views[kind];
    if (view.is !== 'unreadable') return [];
    return [
      {
        check: 'views',
        severity: 'error',
        table: table.name,
        what: `The view ${names.database}.${names[kind]} cannot be read: ${view.why}`,
        why: 'This is what analysts query.',
        remedy: deploy(config),
      },
    ];
  });
}
