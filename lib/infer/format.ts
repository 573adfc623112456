import type { Condition } from './discriminator';
import { GIVEN } from './keys';
import type { ProposedAttribute, TableProposal } from './proposal';
import { percentText, type Reason } from './reason';

/** The table as JSON, to be put under `context`, `tables` in cdk.json. */
export function proposalJson({ table }: TableProposal): string {
  const { attributes, entities, ...rest } = table;
  const fields = [
    ...Object.entries(rest).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    `"attributes": ${attributesJson(attributes, '  ')}`,
  ];
  if (entities) {
    const blocks = entities.map(
      ({ name, where, attributes: own }) =>
        `    {\n      "name": ${JSON.stringify(name)},\n      "where": ${JSON.stringify(where)},\n` +
        `      "attributes": ${attributesJson(own, '      ')}\n    }`,
    );
    fields.push(`"entities": [\n${blocks.join(',\n')}\n  ]`);
  }
  return `{\n${fields.map((field) => `  ${field}`).join(',\n')}\n}`;
}

function attributesJson(attributes: readonly ProposedAttribute[], indent: string): string {
  const lines = attributes.map((attribute) => `${indent}  ${JSON.stringify(attribute)}`);
  return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n${indent}]`;
}

/** The key, the columns and the entities, and the attributes that no column reads whole: a few lines, for a person. */
export function proposalSummary(proposal: TableProposal): string {
  const { table, entities, entityReason } = proposal;
  const columns = (attributes: readonly ProposedAttribute[]) =>
    attributes.map(({ name, type }) => `${name} ${type}`).join(', ') || 'only those of the key';
  const odd = [{ name: '', reasons: proposal.reasons }, ...entities].flatMap(({ name, reasons }) =>
    reasons
      .filter(({ type, misfits }) => type === undefined || misfits > 0)
      .map((one) => ({ ...one, attribute: name === '' ? one.attribute : `${name}.${one.attribute}` })),
  );
  return [
    keyText(proposal),
    `Columns: ${columns(table.attributes)}.`,
    ...(entityReason === undefined ? [] : [`${entities.length} entities, ${entityReason}:`]),
    ...(table.entities ?? []).map(({ name, attributes }) => `  ${name}: ${columns(attributes)}.`),
    ...odd.map(({ attribute, type, because }) => `  ${attribute} ${type ?? '-'}: ${because}`),
  ].join('\n');
}

/** The key, and for every attribute its type and why, a line each, for a person; the entities with theirs. */
export function proposalReasons(proposal: TableProposal): string {
  const { entities, entityReason } = proposal;
  return [
    keyText(proposal),
    ...reasonLines(proposal.reasons, '  '),
    ...(entityReason === undefined ? [] : [`${entities.length} entities, ${entityReason}:`]),
    ...entities.flatMap(({ name, where, items, reasons }) => [
      `  ${name}: ${items} items with ${where.map(conditionText).join(' and ')}`,
      ...reasonLines(reasons, '    '),
    ]),
  ].join('\n');
}

function conditionText({ attribute, equals, prefix = '' }: Condition): string {
  return equals === undefined ? `${attribute} beginning with ${prefix}` : `${attribute} ${equals}`;
}

function reasonLines(reasons: readonly Reason[], indent: string): string[] {
  const cells = reasons.map(({ attribute, type, percent, because }) => [
    attribute,
    type ?? '-',
    percentText(percent),
    because,
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(0, ...cells.map((row) => row[at]?.length ?? 0)));
  return cells.map((row) => `${indent}${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}

function keyText({ table, items, keyReason }: TableProposal): string {
  const key = [table.partitionKey, table.sortKey].filter((one) => one !== undefined);
  const names = key.map(({ name, type }) => `${name} (${type})`).join(' and ');
  const hint = keyReason === GIVEN ? '' : ' An export does not name its key; correct it with --key and --sort-key.';
  return `${items} items\nKey: ${names}: ${keyReason}.${hint}`;
}
