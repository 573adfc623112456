import { Stack, Token, type Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { RefusedError } from './refused-error';

/** Refuses props, with the path of the construct that they are of. */
export function refuse(scope: Construct, problem: string): never {
  throw new RefusedError(`${scope.node.path}: ${problem}`);
}

/** Returns text that must be known at synth, such as a name in SQL; refuses tokens. */
export function needConcrete(
  scope: Construct,
  setting: string,
  name: string,
  why = `the views' SQL has it; give it as text, such as ${setting}: 'shop'`,
): string {
  return Token.isUnresolved(name) ? refuse(scope, `${setting} is known only when it is deployed, and ${why}`) : name;
}

/** What AWS lets something be called, and how a person says it. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly allowed: string;
}

/** A name as AWS takes it; one that is known only when it is deployed is AWS's to check. */
export function needName<Name extends string | undefined>(
  scope: Construct,
  setting: string,
  name: Name,
  { pattern, allowed }: NameRule,
): Name {
  if (name === undefined || Token.isUnresolved(name) || pattern.test(name)) return name;
  return refuse(scope, `${setting} = ${JSON.stringify(name)}: ${allowed}`);
}

/** A duration in whole units, as what takes it counts in them. */
export function needWhole(
  scope: Construct,
  setting: string,
  duration: Duration,
  unit: 'seconds' | 'minutes' | 'hours' | 'days',
): number {
  if (duration.isUnresolved())
    return refuse(
      scope,
      `${setting} is known only when it is deployed, and is needed when the app is synthesised; give it as a number of ${unit}`,
    );
  const integral = { integral: false };
  const count = {
    seconds: () => duration.toSeconds(integral),
    minutes: () => duration.toMinutes(integral),
    hours: () => duration.toHours(integral),
    days: () => duration.toDays(integral),
  }[unit]();
  return Number.isInteger(count)
    ? count
    : refuse(scope, `${setting} = ${duration.toHumanString()}: must be a whole number of ${unit}`);
}

/** Refuses what lies in another region or account than the stack, where both are known. */
export function refuseElsewhere(
  scope: Construct,
  what: string,
  place: { readonly region?: string | undefined; readonly account?: string | undefined },
): void {
  const stack = Stack.of(scope);
  for (const kind of ['region', 'account'] as const) {
    const [own, other] = [stack[kind], place[kind]];
    if (other === undefined || Token.isUnresolved(own) || Token.isUnresolved(other) || own === other) continue;
    refuse(
      scope,
      `${what} lies in the ${kind} ${other}, the stack in ${own}; use one of ${own}, or make the exports in a stack of ${other}`,
    );
  }
}

/** Refuses a key of another region, and an alias, because a policy cannot name an alias instead of its key. */
export function refuseKey(scope: Construct, what: string, key: IKey | undefined): void {
  if (key === undefined) return;
  if (/:?alias\//.test(key.keyArn) || 'aliasName' in key)
    refuse(
      scope,
      `${what} is an alias, and policies of IAM name keys: give its key, such as Key.fromKeyArn or Key.fromLookup`,
    );
  const region = Token.isUnresolved(key.keyArn) ? key.env.region : key.keyArn.split(':')[3];
  refuseElsewhere(scope, what, { region });
}
