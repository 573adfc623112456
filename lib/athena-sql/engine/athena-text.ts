import { javaDouble, javaFloat } from '../runtime/numbers';
import type { Type } from '../dialect';
import { EngineMap, type EngineValue } from './values';

/**
 * A value as Athena's VarCharValue has it; undefined for NULL, for which Athena sends no VarCharValue.
 * Timestamps have three digits, whatever their precision. Source: Athena's result files, as the lab's stand-in prints them.
 */
export function athenaText(value: EngineValue, type: Type): string | undefined {
  return value === null ? undefined : textOf(value, type);
}

const inner = (value: EngineValue, type: Type): string => (value === null ? 'null' : textOf(value, type));

const TIMESTAMPS: readonly string[] = ['timestamp', 'timestamptz', 'finetimestamp'];

function textOf(value: NonNullable<EngineValue>, type: Type): string {
  switch (typeof value) {
    case 'object':
      return formatNested(value, type);
    case 'number':
      if (type.kind === 'double') return javaDouble(value);
      return type.kind === 'real' ? javaFloat(value) : String(value);
    case 'string':
      return TIMESTAMPS.includes(type.kind) ? milliseconds(value) : value;
    default:
      return String(value);
  }
}

function formatNested(value: Extract<NonNullable<EngineValue>, object>, type: Type): string {
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  if (value instanceof EngineMap) {
    if (type.kind !== 'map') return '';
    return `{${value.entries.map(([k, v]) => `${inner(k, type.key)}=${inner(v, type.value)}`).join(', ')}}`;
  }
  if (type.kind === 'array') return `[${value.map((e) => inner(e, type.element)).join(', ')}]`;
  if (type.kind !== 'row') return '';
  return `{${type.fields.map((f, i) => `${f.name ?? `field${i}`}=${inner(value[i] ?? null, f.type)}`).join(', ')}}`;
}

function milliseconds(text: string): string {
  const [, whole = '', fraction = '', zone = ''] = /^(.{19})(?:\.(\d+))?( .*)?$/.exec(text) ?? [];
  return `${whole}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`;
}
