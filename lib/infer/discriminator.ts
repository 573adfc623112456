import { literal } from '../sql';

/** What an item of an entity has; as in the configuration. */
export interface Condition {
  readonly attribute: string;
  readonly equals?: string;
  readonly prefix?: string;
}

/** A way to tell the items of one entity from those of another. */
export interface Discriminator {
  /** For a person. */
  readonly text: string;
  readonly attributes: readonly string[];
  /** SQL over `item` of a text, one for each entity; NULL for an item of none. */
  readonly group: string;
  /** What the items of a group have. */
  readonly conditions: (group: string) => readonly Condition[];
}

/** Names that libraries and people give to the attribute: `_et`, `__typename`, `__edb_e__`, `entityType`, `type` ... */
const NAMED =
  /^_*(et|en|edb_e|kind|model|class|discriminator|typename|entity|(entity|model|class)_?name|((entity|item|record|object|row|model)_?)?type)_*$/i;

/** A longer text is no name of an entity. */
const MAX_LENGTH = 40;

/** Whether an attribute is called as one that names the entity of its item. */
export function isNamedAsDiscriminator(name: string): boolean {
  return NAMED.test(name);
}

/** The text of an attribute. */
export function byAttribute(name: string): Discriminator {
  const text = textOf(name);
  return {
    text: name,
    attributes: [name],
    group: `CASE WHEN length(${text}) BETWEEN 1 AND ${MAX_LENGTH} THEN ${text} END`,
    conditions: (group) => [{ attribute: name, equals: group }],
  };
}

const WORD = '[A-Za-z][A-Za-z0-9_-]*';

/** A key attribute whose beginning may tell an entity. */
export interface PrefixedKey {
  readonly name: string;
  /** Whether a word alone tells one too, such as the sort key `PROFILE`; as a partition key it is a name. */
  readonly words: boolean;
}

/** What key attributes begin with: `USER#`, `#ORDER#`, `user:`. */
export function byPrefix(keys: readonly PrefixedKey[]): Discriminator {
  const names = keys.map(({ name }) => name);
  const [first = 'NULL', ...others] = keys.map(prefixOf);
  return {
    text: `what ${names.join(' and ')} ${names.length === 1 ? 'begins' : 'begin'} with`,
    attributes: names,
    group: others.length === 0 ? first : `concat(${[first, ...others].join(`, ' ', `)})`,
    conditions: (group) =>
      group.split(' ').map((part, index) => {
        const attribute = names[index] ?? '';
        return /[#|:/]$/.test(part) ? { attribute, prefix: part } : { attribute, equals: part };
      }),
  };
}

/**
 * The condition, which NULL does not meet, that a text may begin as {@link byPrefix} asks: all that do meet it. One
 * expression of both would take ten times as long.
 */
export const mayBeginAsEntity = (text: string): string =>
  `(regexp_like(${text}, '^#?${WORD}[#|:/]') OR regexp_like(${text}, '^#?[A-Za-z_]+$'))`;

function textOf(name: string): string {
  return `element_at(element_at(item, ${literal(name)}), 'S')`;
}

/** A word and the sign behind it; else, if they count, a word alone; else NULL. Neither has a space. */
function prefixOf({ name, words }: PrefixedKey): string {
  const key = textOf(name);
  const upTo = (sign: string) => `substr(${key}, 1, strpos(substr(${key}, 2), '${sign}') + 1)`;
  const alone = `\n      WHEN length(${key}) <= ${MAX_LENGTH} AND regexp_like(${key}, '^#?[A-Za-z_]+$') THEN ${key}`;
  return `CASE
      WHEN regexp_like(${key}, '^#?${WORD}#') THEN ${upTo('#')}
      WHEN regexp_like(${key}, '^${WORD}[|]') THEN ${upTo('|')}
      WHEN regexp_like(${key}, '^${WORD}:') THEN ${upTo(':')}
      WHEN regexp_like(${key}, '^${WORD}/') THEN ${upTo('/')}${words ? alone : ''}
    END`;
}
