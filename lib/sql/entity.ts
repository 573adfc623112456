import type { Entity } from '../config';
import { literal } from './text';

/** The condition over `item` that an item is one of the entity; NULL or false where it is none. */
export function isOf({ where }: Pick<Entity, 'where'>): string {
  return where
    .map(({ attribute, equals, prefix = '' }) => {
      const text = `element_at(element_at(item, ${literal(attribute)}), 'S')`;
      return equals === undefined ? `starts_with(${text}, ${literal(prefix)})` : `${text} = ${literal(equals)}`;
    })
    .join(' AND ');
}
