import { quoteText } from '../quote-text';
import type { ProposedAttribute, TableProposal } from './proposal';

/** The columns and entities of a proposal as properties of a `NightlyExport`, each with a comma behind it. */
export function writeCdkColumns({ table: { attributes, entities } }: TableProposal): string {
  const lines = [`columns: ${writeColumns(attributes, '')},`];
  if (entities) {
    const blocks = entities.map(({ name, where, attributes: own }) => {
      const conditions = [where]
        .flat()
        .map(({ attribute, equals, prefix = '' }) =>
          equals === undefined
            ? `EntityCondition.beginsWith(${quoteText(attribute)}, ${quoteText(prefix)})`
            : `EntityCondition.textIs(${quoteText(attribute)}, ${quoteText(equals)})`,
        );
      return `  {\n    name: ${quoteText(name)},\n    where: [${conditions.join(', ')}],\n    columns: ${writeColumns(own, '    ')},\n  },`;
    });
    lines.push('entities: [', ...blocks, '],');
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
