import { decimal, sameType, timestamp, timestampTz, type Type } from '../types';
import { commonType } from '../values/common-type';
import type { Value } from '../values/value';
import type { Pattern } from './signature';

/**
 * Whether an argument of a type fits a parameter; the type variables that it decides are added to `types`.
 *
 * @param exact whether the argument must fit without a conversion
 */
export function bindTypes(p: Pattern, type: Type, types: Map<string, Type>, exact: boolean): boolean {
  switch (p.kind) {
    case 'variable': {
      const known = types.get(p.name);
      const common = known === undefined ? type : commonType(known, type);
      if (common === undefined || (exact && known !== undefined && !sameType(known, type))) return false;
      types.set(p.name, common);
      return true;
    }
    case 'any':
      if (type.kind === p.name) return true;
      // Trino takes a literal NULL for a varchar first
      if (exact || p.name === 'char' || p.name === 'finetimestamp') return false;
      if (type.kind === 'unknown') return true;
      if (p.name === 'timetz') return type.kind === 'time';
      return p.name === 'timestamp'
        ? type.kind === 'date'
        : p.name === 'timestamptz' && (type.kind === 'date' || type.kind === 'timestamp');
    case 'type':
      if (exact) return type.kind === p.type.kind;
      return commonType(type, p.type)?.kind === p.type.kind;
    case 'array':
      return type.kind === 'array'
        ? bindTypes(p.element, type.element, types, exact)
        : !exact && type.kind === 'unknown' && bindTypes(p.element, type, types, exact);
    case 'map':
      return (
        type.kind === 'map' && bindTypes(p.key, type.key, types, exact) && bindTypes(p.value, type.value, types, exact)
      );
    default:
      return false;
  }
}

/** The type that a parameter or a result is, its variables replaced. @param given the argument's own type */
export function substitute(
  p: Pattern,
  types: ReadonlyMap<string, Type>,
  given: Type | undefined,
  values: readonly Value[] = [],
): Type {
  switch (p.kind) {
    case 'variable':
      return types.get(p.name) ?? { kind: 'unknown' };
    case 'any': {
      if (given?.kind === p.name) return given;
      const precision =
        given !== undefined && 'precision' in given ? given.precision : p.name === 'timestamptz' ? 3 : 0;
      if (p.name === 'decimal') return decimal(1, 0);
      if (p.name === 'time' || p.name === 'timetz') return { kind: p.name, precision };
      return p.name === 'timestamptz' ? timestampTz(precision) : timestamp(precision);
    }
    case 'argument':
      return values[p.index]?.type ?? { kind: 'unknown' };
    case 'type':
      return p.type;
    case 'array':
      return {
        kind: 'array',
        element: substitute(p.element, types, given?.kind === 'array' ? given.element : undefined),
      };
    case 'map':
      return { kind: 'map', key: substitute(p.key, types, undefined), value: substitute(p.value, types, undefined) };
    case 'function':
      return { kind: 'unknown' };
  }
}
