import { quote } from '../quote';
import { isNumeric, type Type } from '../types';
import type { Value } from './value';

/** What to write for a literal, so that it is of a type that it is compared with; undefined where that cannot be told. */
export function literalFor({ type, literal }: Value, wanted: Type): string | undefined {
  if (typeof literal === 'number') return wanted.kind === 'varchar' ? quote(String(literal)) : undefined;
  if (type.kind !== 'varchar' || typeof literal !== 'string') return undefined;
  if (isNumeric(wanted)) return /^-?\d+(\.\d+)?$/.test(literal) ? `${literal} without quotes` : undefined;
  if (wanted.kind === 'boolean') return /^(true|false)$/i.test(literal) ? `${literal} without quotes` : undefined;
  const [, date, time = '00:00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[T ]([\d:.]+)Z?)?$/.exec(literal) ?? [];
  if (date === undefined) return undefined;
  if (wanted.kind === 'date') return `DATE ${quote(date)}`;
  if (wanted.kind === 'timestamptz') return `TIMESTAMP ${quote(`${date} ${time} UTC`)}`;
  return ['timestamp', 'finetimestamp'].includes(wanted.kind) ? `TIMESTAMP ${quote(`${date} ${time}`)}` : undefined;
}
