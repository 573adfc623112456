import { readDeclarations, type Declaration, type Member } from './declarations';

const HEAD = `# API of the constructs

What you can import from \`export-to-athena\`, with every default. Generated from the declarations by \`npm run docs:api\`.
How to use the constructs: \`docs/deploy.md\`, "In a CDK app of yours"; \`examples/\`. What a version promises: \`CHANGELOG.md\`.
Two other entries of the package, \`export-to-athena/athena-sql\` (Athena's SQL on DuckDB) and \`export-to-athena/asl\` (an interpreter
of state machines), are documented in their declarations.
`;

/** API.md: every declaration that the package exports for apps. */
export function apiPage(): string {
  const declarations = readDeclarations();
  const names = declarations.map(({ name }) => name);
  const order = ['class', 'interface', 'enum'];
  const sorted = [...declarations].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return [HEAD, ...sorted.map((declaration) => section(declaration, names))].join('\n');
}

function section({ name, kind, extended, doc, members }: Declaration, names: readonly string[]): string {
  const links = extended.filter((one) => names.includes(one)).map(link);
  const also =
    links.length === 0 ? '' : ` ${kind === 'class' ? 'It is an' : 'It also has all of'} ${links.join(', ')}.`;
  const made = members.filter((member) => member.kind === 'constructor');
  return [
    `## ${name}\n`,
    `${doc}${also}\n`,
    ...made.map(({ type }) => `\`\`\`ts\nnew ${name}${type}\n\`\`\`\n`),
    ...table(
      kind,
      members.filter((member) => member.kind !== 'constructor'),
    ),
  ].join('\n');
}

function table(kind: Declaration['kind'], members: readonly Member[]): string[] {
  const hasDefaults = members.some(({ usual }) => usual !== undefined);
  const titles =
    kind === 'enum' ? ['Value', 'What it is'] : ['Name', 'Type', ...(hasDefaults ? ['Default'] : []), 'What it is'];
  const rows = members.map((member) => [
    `\`${member.isStatic ? 'static ' : ''}${member.name}\``,
    ...(kind === 'enum' ? [] : [`\`${member.type}\``]),
    ...(kind !== 'enum' && hasDefaults ? [showDefault(member)] : []),
    member.doc,
  ]);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line), ''];
}

function showDefault({ usual, isOptional, kind }: Member): string {
  if (usual !== undefined)
    return /^[\d'{[]|^\w+\./.test(usual) || /^(true|false)$/.test(usual) ? `\`${usual}\`` : usual;
  return isOptional || kind === 'method' ? '' : '**required**';
}

function link(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}
