import { columnName } from '../config';
import { attributeType, type TypeChoice } from './attribute-type';
import { columnNames } from './column-names';
import { InferError } from './infer-error';
import { itemsOf, type AttributeInventory } from './inventory';
import type { Candidate } from './key-ranking';
import type { InferredKeys } from './keys';

/** A table as it can stand in the configuration, under `tables`. */
export interface ProposedTable {
  readonly name: string;
  readonly existingTable?: string;
  readonly partitionKey: { readonly name: string; readonly type: 'S' | 'N' | 'B' };
  readonly sortKey?: { readonly name: string; readonly type: 'S' | 'N' | 'B' };
  readonly attributes: readonly ProposedAttribute[];
}

export interface ProposedAttribute {
  readonly name: string;
  readonly type: string;
  readonly column?: string;
}

/** Why an attribute was given its type, or none. */
export interface Reason {
  readonly attribute: string;
  /** Undefined for an attribute that is not proposed; it stays in the raw table. */
  readonly type: string | undefined;
  /** Share of all items that have the attribute, in per cent. */
  readonly percent: number;
  /** Items that have it as something that the type does not read; NULL is no such thing. */
  readonly misfits: number;
  readonly because: string;
}

/** What the items say about their table. */
export interface TableProposal {
  readonly table: ProposedTable;
  readonly items: number;
  /** The key, whether it was given or found, and how to correct it. */
  readonly keyReason: string;
  readonly reasons: readonly Reason[];
}

/** More columns make the validation query long: Athena takes 262,144 bytes. The others stay in the raw table. */
export const MAX_ATTRIBUTES = 100;

/** A table's proposal, of what all its items are. */
export function tableProposal(
  source: string | undefined,
  inventory: readonly AttributeInventory[],
  keys: InferredKeys,
): TableProposal {
  const { partitionKey, sortKey } = keys;
  refuseKeyColumns(partitionKey, sortKey);
  const items = Math.max(...inventory.map((attribute) => attribute.items));
  const keyNames = [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name);
  const choices = inventory.map((attribute) => ({ attribute, choice: attributeType(attribute) }));
  const columns = choices
    .filter(({ attribute, choice }) => choice && !(keyNames.includes(attribute.name) && isKeyType(choice.type)))
    .slice(0, MAX_ATTRIBUTES);
  const names = columnNames(
    columns.map(({ attribute }) => attribute.name),
    keyNames,
  );
  const proposed = new Set(columns.map(({ attribute }) => attribute.name));
  return {
    table: {
      ...tableName(source),
      partitionKey: keyOf(partitionKey),
      ...(sortKey && { sortKey: keyOf(sortKey) }),
      attributes: columns.map(({ attribute: { name }, choice }) => {
        const column = names.get(name);
        return { name, type: choice?.type ?? 'string', ...(column !== undefined && { column }) };
      }),
    },
    items,
    keyReason: keys.reason,
    reasons: choices.map(({ attribute, choice }) =>
      reason(attribute, items, choice, proposed.has(attribute.name) || keyNames.includes(attribute.name)),
    ),
  };
}

/** Keys of these types are typed columns of the views without a declaration. */
function isKeyType(type: string): boolean {
  return type === 'string' || type === 'binary';
}

function reason(
  { name, shapes, items }: AttributeInventory,
  all: number,
  choice: TypeChoice | undefined,
  proposed: boolean,
): Reason {
  const about = { attribute: name, percent: (100 * items) / all };
  if (choice === undefined)
    return { ...about, type: undefined, misfits: 0, because: `only ${descriptors(shapes)}: no column can have it` };
  const rest = shapes.filter((shape) => !choice.reads.includes(shape) && shape.descriptor !== 'NULL');
  const share = items === itemsOf(choice.reads) ? '' : `${percentText((100 * itemsOf(choice.reads)) / items)} `;
  const odd = rest.map((shape) => `${shape.items} ${oddText(shape.descriptor, shape.shape)} such as ${shape.example}`);
  const because = `${share}${choice.because}${odd.length === 0 ? '' : `; NULL in the column: ${odd.join(', ')}`}`;
  if (proposed) return { ...about, type: choice.type, misfits: itemsOf(rest), because };
  const rarer = `rarer than ${MAX_ATTRIBUTES} others (${choice.type}: ${because})`;
  return { ...about, type: undefined, misfits: 0, because: rarer };
}

function oddText(descriptor: string, shape: string): string {
  return /^(empty|exponent)$/.test(shape) ? `${descriptor} (${shape})` : descriptor;
}

function descriptors(shapes: AttributeInventory['shapes']): string {
  return [...new Set(shapes.map(({ descriptor }) => descriptor))].join(', ');
}

/** 99.8 %; never 100 % of what is not all. */
export function percentText(percent: number): string {
  if (percent === 100) return '100 %';
  return percent > 0 && percent < 0.1 ? '< 0.1 %' : `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
}

function keyOf({ name, type }: Candidate): ProposedTable['partitionKey'] {
  return { name, type };
}

/** A table of the configuration has a shorter name than DynamoDB allows, with no dot in it. */
function tableName(source: string | undefined): Pick<ProposedTable, 'name' | 'existingTable'> {
  if (source === undefined) return { name: 'Items' };
  const name =
    source
      .replace(/[^A-Za-z0-9_-]+/g, '_')
      .replace(/^[^A-Za-z]+/, '')
      .slice(0, 40) || 'Items';
  return /^[A-Za-z0-9_.-]{3,255}$/.test(source) ? { name, existingTable: source } : { name };
}

function refuseKeyColumns(partitionKey: Candidate, sortKey: Candidate | undefined): void {
  const columns = [partitionKey, sortKey].filter((key) => key !== undefined).map(({ name }) => columnName([name]));
  if (new Set(columns).size === columns.length && !columns.includes('export_date')) return;
  throw new InferError(
    'Infer.KeyColumn',
    `The key attributes ${columns.join(' and ')} give no two columns of their own; such a table cannot have views.`,
  );
}
