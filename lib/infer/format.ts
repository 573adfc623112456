import { percentText, type TableProposal } from './proposal';

/** The table as JSON, to be put under `context`, `tables` in cdk.json. */
export function proposalJson({ table }: TableProposal): string {
  const { attributes, ...rest } = table;
  const lines = attributes.map((attribute) => `    ${JSON.stringify(attribute)}`).join(',\n');
  const head = JSON.stringify(rest, undefined, 2).slice(0, -2);
  return `${head},\n  "attributes": [${lines === '' ? '' : `\n${lines}\n  `}]\n}`;
}

/** The key and the columns, and the attributes that no column reads whole: a few lines, for a person. */
export function proposalSummary(proposal: TableProposal): string {
  const columns = proposal.table.attributes.map(({ name, type }) => `${name} ${type}`).join(', ');
  const odd = proposal.reasons.filter(({ type, misfits }) => type === undefined || misfits > 0);
  return [
    keyText(proposal),
    `Columns: ${columns === '' ? 'only those of the key' : columns}.`,
    ...odd.map(({ attribute, type, because }) => `  ${attribute} ${type ?? '-'}: ${because}`),
  ].join('\n');
}

/** The key, and for every attribute its type and why, a line each, for a person. */
export function proposalReasons(proposal: TableProposal): string {
  const cells = proposal.reasons.map(({ attribute, type, percent, because }) => [
    attribute,
    type ?? '-',
    percentText(percent),
    because,
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(0, ...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  return [keyText(proposal), ...lines].join('\n');
}

function keyText({ table, items, keyReason }: TableProposal): string {
  const key = [table.partitionKey, table.sortKey].filter((one) => one !== undefined);
  const names = key.map(({ name, type }) => `${name} (${type})`).join(' and ');
  return `${items} items\nKey: ${names}: ${keyReason}. An export does not name its key; correct it with --key and --sort-key.`;
}
