import type { Construct } from 'constructs';
import { refuse } from './refuse';

/** What a prop may hold. TypeScript says so too; an app in JavaScript, or with `as any`, may have put anything there. */
export interface Kind {
  /** Such as "a Duration, such as Duration.days(90)". */
  readonly needs: string;
  readonly fits: (value: unknown) => boolean;
}

/** The kind of each prop of an interface; does not compile where one has none. */
export type Kinds<Props> = { readonly [Name in keyof Required<Props>]: Kind };

/**
 * Refuses props of another kind before they are used: for example, text instead of an enum member or a TimeZone would
 * otherwise be ignored. Undefined counts as not given.
 *
 * @param path of the props within those of the construct, such as `polling`
 * @param needed those that have to be there
 */
export function needKinds<Props extends object>(
  scope: Construct,
  props: Props,
  kinds: Kinds<Props>,
  path = '',
  needed: readonly (keyof Props)[] = [],
): void {
  if (!isObject(props))
    refuse(scope, `${path === '' ? 'props' : path} = ${describeValue(props)}: needs an object of props`);
  for (const [name, { needs, fits }] of Object.entries<Kind>(kinds)) {
    const value = (props as Readonly<Record<string, unknown>>)[name];
    if (value === undefined ? !needed.includes(name as keyof Props) : fits(value)) continue;
    refuse(scope, `${path === '' ? '' : `${path}.`}${name} = ${describeValue(value)}: needs ${needs}`);
  }
}

export const text: Kind = { needs: 'a text', fits: (value) => typeof value === 'string' };
export const flag: Kind = { needs: 'true or false', fits: (value) => typeof value === 'boolean' };
export const count: Kind = { needs: 'a number', fits: (value) => typeof value === 'number' };

/** One member of an enum. */
export function memberOf(name: string, members: Readonly<Record<string, string>>): Kind {
  const needs = Object.keys(members)
    .map((member) => `${name}.${member}`)
    .join(' or ');
  return { needs, fits: (value) => Object.values<unknown>(members).includes(value) };
}

/** A list, whose elements are looked at by themselves. */
export function listOf(element: string): Kind {
  return { needs: `a list, such as [${element}]`, fits: Array.isArray };
}

/** An object by what it has: not by its class, as an app may have several copies of the CDK. */
export function objectWith(needs: string, members: Readonly<Record<string, 'string' | 'function' | 'object'>>): Kind {
  return {
    needs,
    fits: (value) => isObject(value) && Object.entries(members).every(([name, type]) => typeof value[name] === type),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Formats a value for a message. An object of a class is only named by its class, because it may refer to the whole
 * app.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return '(nothing)';
  if (typeof value === 'function') return 'a function';
  const name = isObject(value) ? value.constructor.name : 'Object';
  return name === 'Object' ? JSON.stringify(value) : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}
