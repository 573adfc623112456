import { columnName, entityViews, glueNames } from '../config';
import type { Condition } from './discriminator';

/** The longest name of an entity. */
const MAX_LENGTH = 40;

/**
 * A name for each entity, of what tells it: `USER#` is `user`, `CUSTOMER#` with `#ORDER#` is `customer_order`. No two have
 * views of one name, and none those of the table.
 */
export function entityNames(entities: readonly (readonly Condition[])[]): string[] {
  const taken = new Set(Object.values<string>({ ...glueNames('t') }));
  return entities.map((conditions) => {
    const stem = nameOf(conditions);
    let name = stem;
    for (let number = 2; viewsOf(name).some((view) => taken.has(view)); number++) name = `${stem}_${number}`;
    for (const view of viewsOf(name)) taken.add(view);
    return name;
  });
}

function viewsOf(entity: string): string[] {
  return Object.values<string>({ ...entityViews('t', entity) });
}

function nameOf(conditions: readonly Condition[]): string {
  const words = conditions.map(({ equals, prefix }) => columnName([equals ?? prefix ?? '']).replace(/^_+|_+$/g, ''));
  const name = [...new Set(words)].filter((word) => word !== '').join('_');
  const latin = /^[a-z]/.test(name) ? name : ['entity', name].filter((part) => part !== '').join('_');
  return latin.slice(0, MAX_LENGTH - 3);
}
