import type { TypeChoice } from './attribute-type';
import { itemsOf, type AttributeInventory } from './inventory';

/** Why an attribute was given its type, or none. */
export interface Reason {
  readonly attribute: string;
  /** Undefined for an attribute that is not proposed; it stays in the raw table. */
  readonly type: string | undefined;
  /** Share of all items, or of the entity's, that have the attribute, in per cent. */
  readonly percent: number;
  /** Items that have it as something that the type does not read; NULL is no such thing. */
  readonly misfits: number;
  readonly because: string;
}

/** An attribute, and the type that reads it. */
export interface Reading {
  readonly attribute: AttributeInventory;
  /** Undefined where no column can have it. */
  readonly choice: TypeChoice | undefined;
}

/**
 * @param all items of which those with the attribute are a share
 * @param left why the attribute is not proposed although a column could have it
 */
export function reason({ attribute, choice }: Reading, all: number, left?: string): Reason {
  const { name, shapes, items } = attribute;
  const about = { attribute: name, percent: (100 * items) / all };
  if (choice === undefined)
    return { ...about, type: undefined, misfits: 0, because: `only ${descriptors(shapes)}: no column can have it` };
  const rest = shapes.filter((shape) => !choice.reads.includes(shape) && shape.descriptor !== 'NULL');
  const share = items === itemsOf(choice.reads) ? '' : `${percentText((100 * itemsOf(choice.reads)) / items)} `;
  const odd = rest.map(({ items, descriptor, shape, example }) =>
    descriptor === '' ? `${items} without a type` : `${items} ${oddText(descriptor, shape)} such as ${example}`,
  );
  const because = `${share}${choice.because}${odd.length === 0 ? '' : `; NULL in the column: ${odd.join(', ')}`}`;
  if (left === undefined) return { ...about, type: choice.type, misfits: itemsOf(rest), because };
  return { ...about, type: undefined, misfits: 0, because: `${left} (${choice.type}: ${because})` };
}

/** 99.8 %; never 100 % of what is not all. */
export function percentText(percent: number): string {
  if (percent === 100) return '100 %';
  return percent > 0 && percent < 0.1 ? '< 0.1 %' : `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
}

function oddText(descriptor: string, shape: string): string {
  return /^(empty|exponent)$/.test(shape) ? `${descriptor} (${shape})` : descriptor;
}

function descriptors(shapes: AttributeInventory['shapes']): string {
  return [...new Set(shapes.map(({ descriptor }) => (descriptor === '' ? 'values without a type' : descriptor)))].join(
    ', ',
  );
}
