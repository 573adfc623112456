import { quoteText } from '../quote-text';
import type { ProposedAttribute, TableProposal } from './proposal';

/** The columns and entities of a proposal as a module in TypeScript, for the props of a `NightlyExport`. */
export function writeCdkColumns({ table: { attributes, entities } }: TableProposal): string {
  const own = entities ?? [];
  const hasColumns = [attributes, ...own.map((entity) => entity.attributes)].some(({ length }) => length > 0);
  const values = [...(hasColumns ? ['ColumnType'] : []), ...(own.length > 0 ? ['EntityCondition'] : [])];
  const types = ['type Column', ...(own.length > 0 ? ['type Entity'] : [])];
  const lines = [
    `import { ${[...values, ...types].join(', ')} } from 'export-to-athena';`,
    '',
    `export const columns: Column[] = ${writeColumns(attributes, '')};`,
  ];
  if (own.length > 0) {
    const blocks = own.map(({ name, where, attributes: columns }) => {
      const conditions = [where]
        .flat()
        .map(({ attribute, equals, prefix = '' }) =>
          equals === undefined
            ? `EntityCondition.beginsWith(${quoteText(attribute)}, ${quoteText(prefix)})`
            : `EntityCondition.textIs(${quoteText(attribute)}, ${quoteText(equals)})`,
        );
      return `  {\n    name: ${quoteText(name)},\n    where: [${conditions.join(', ')}],\n    columns: ${writeColumns(columns, '    ')},\n  },`;
    });
    lines.push('', 'export const entities: Entity[] = [', ...blocks, '];');
  }
  return lines.join('\n');
}

function writeColumns(attributes: readonly ProposedAttribute[], indent: string): string {
  if (attributes.length === 0) return '[]';
  const lines = attributes.map(({ name, type, column }) => {
    const named = column === undefined ? '' : `, name: ${quoteText(column)}`;
    return `${indent}  { attribute: ${quoteText(name)}, type: ColumnType.of(${quoteText(type)})${named} },`;
  });
  return `[\n${lines.join('\n')}\n${indent}]`;
}
