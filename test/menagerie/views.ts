import type { Attribute, Entity, Table } from '../../lib/config';
import { comparableText, expectedRow, type ExpectedColumn } from './expected';
import type { WireItem } from './items';

/** A typed view, and what it has to show of a night. */
export interface ExpectedView {
  readonly name: string;
  readonly columns: readonly ExpectedColumn[];
  /** Each row as JSON, in an order. */
  readonly rows: readonly string[];
}

/** The views of a table as it is configured, with what they have to show of the items of a night. */
export function expectedViews(table: Table, items: readonly WireItem[], date: string): ExpectedView[] {
  const name = table.name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const of = (view: string, attributes: readonly Attribute[], those: readonly WireItem[]) => {
    const columns = columnsOf(table, attributes);
    const rows = those.map((item) => JSON.stringify([...expectedRow(item, columns), date])).sort();
    return [view, `${view}_history`].map((each) => ({ name: each, columns, rows }));
  };
  return [
    ...of(name, table.attributes, items),
    ...table.entities.flatMap((entity) =>
      of(
        `${name}_${entity.name}`,
        [...table.attributes, ...entity.attributes],
        items.filter((item) => isOf(item, entity)),
      ),
    ),
  ];
}

/** All rows of an answer in the form of {@link ExpectedView}'s. */
export async function readRows(
  answer: { readonly rows: AsyncIterable<readonly (readonly (string | undefined)[])[]> },
  { columns }: Pick<ExpectedView, 'columns'>,
): Promise<string[]> {
  const rows: string[] = [];
  for await (const batch of answer.rows)
    for (const row of batch)
      rows.push(JSON.stringify(row.map((text, index) => comparableText(text, columns[index]?.type ?? 'string'))));
  return rows.sort();
}

/** Key attributes are columns too: first, unless they are declared as something else. */
function columnsOf({ partitionKey, sortKey }: Table, attributes: readonly Attribute[]): ExpectedColumn[] {
  const keys = [partitionKey, ...(sortKey ? [sortKey] : [])].filter(
    ({ name }) => !attributes.some((one) => one.name === name && one.path.length === 0),
  );
  const types = { S: 'string', N: 'decimal(38,0)', B: 'binary' } as const;
  return [
    ...keys.map(({ name, type }) => ({ attribute: name, path: [], type: types[type] })),
    ...attributes.map(({ name, path, type }) => ({ attribute: name, path, type: typeName(type) })),
  ];
}

function typeName(type: Attribute['type']): string {
  if (type.kind === 'array') return `array<${typeName(type.element)}>`;
  return type.kind === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.kind;
}

function isOf(item: WireItem, { where }: Entity): boolean {
  return where.every(({ attribute, equals, prefix = '' }) => {
    const text = Object.hasOwn(item, attribute) ? item[attribute]?.S : undefined;
    return typeof text === 'string' && (equals === undefined ? text.startsWith(prefix) : text === equals);
  });
}
