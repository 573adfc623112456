import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PROJECT } from './pages';

/** A member of a declaration, as its source has it. */
export interface Member {
  readonly name: string;
  readonly kind: 'property' | 'method' | 'constructor' | 'value';
  readonly isStatic: boolean;
  readonly isOptional: boolean;
  /** Its type, or its parameters and what it returns. */
  readonly type: string;
  readonly doc: string;
  /** What its @default says. */
  readonly usual: string | undefined;
}

/** What an entry of the package exports. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  /** What it extends, of this package. */
  readonly extended: readonly string[];
  readonly doc: string;
  readonly members: readonly Member[];
}

type Declared = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration;

/** The declarations that infra/index.ts exports, in its order. A member that a class takes from an interface has its words. */
export function readDeclarations(): Declaration[] {
  const files = new Map<string, ts.SourceFile>();
  const open = (path: string): ts.SourceFile => {
    const text = readFileSync(join(PROJECT, `${path}.ts`), 'utf8');
    const file = files.get(path) ?? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    files.set(path, file);
    return file;
  };
  const names = open('infra/index').statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      return [];
    for (const base of listBaseFiles(open(readPath(statement.moduleSpecifier)))) open(base);
    return statement.exportClause.elements.map(({ name }) => name.text);
  });
  const all = new Map([...files.values()].flatMap((file) => file.statements.filter(isDeclared).map(nameOf)));
  const declarations = names.map((name) => {
    const node = all.get(name);
    if (node === undefined) throw new Error(`infra/index.ts exports ${name}, which is no class, interface or enum`);
    return describe(name, node, all);
  });
  return declarations.map((one) => withInheritedWords(one, all, declarations));
}

function readPath(specifier: ts.Expression | undefined): string {
  return (specifier as ts.StringLiteral).text.replace('./', 'infra/');
}

/** The files that a file has its base classes from. */
function listBaseFiles(file: ts.SourceFile): string[] {
  return file.statements
    .filter(ts.isImportDeclaration)
    .map(({ moduleSpecifier }) => moduleSpecifier)
    .filter((specifier) => /^\.\/.*-base$/.test((specifier as ts.StringLiteral).text))
    .map(readPath);
}

function isDeclared(node: ts.Statement): node is Declared {
  return ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node);
}

function nameOf(node: Declared): [string, Declared] {
  return [node.name?.text ?? '', node];
}

function describe(name: string, node: Declared, all: ReadonlyMap<string, Declared>): Declaration {
  const kind = ts.isClassDeclaration(node) ? 'class' : ts.isEnumDeclaration(node) ? 'enum' : 'interface';
  const heirs = ts.isEnumDeclaration(node) ? [] : listHeirs(node);
  // What a base class has that is not exported is the class's own.
  const bases = heirs.flatMap((heir) => {
    const base = all.get(heir);
    return base !== undefined && ts.isClassDeclaration(base) ? [...base.members] : [];
  });
  const members: Member[] = [...bases, ...node.members].filter(isPublic).flatMap(readMember);
  const last = new Map(members.map((member) => [`${member.name} ${String(member.isStatic)}`, member]));
  const extended = heirs.filter((heir) => !heir.endsWith('Base') && all.has(heir));
  return { name, kind, extended, doc: readDoc(node).doc, members: [...last.values()] };
}

function listHeirs(node: ts.ClassDeclaration | ts.InterfaceDeclaration): string[] {
  return (node.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

function isPublic(node: ts.Node): boolean {
  const hidden = ts.SyntaxKind.PrivateKeyword;
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const isInternal = ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');
  return !isInternal && !(modifiers.some(({ kind }) => kind === hidden) && !ts.isConstructorDeclaration(node));
}

function readMember(node: ts.Node): Member[] {
  const { doc, usual } = readDoc(node);
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const isStatic = modifiers.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  const common = { isStatic, doc, usual };
  if (ts.isEnumMember(node))
    return [{ ...common, name: node.name.getText(), kind: 'value', isOptional: false, type: '' }];
  if (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) {
    const made = ts.isPropertyDeclaration(node) && node.initializer && ts.isNewExpression(node.initializer);
    const type = node.type?.getText() ?? (made ? node.initializer.expression.getText() : '');
    const isOptional = node.questionToken !== undefined;
    return [{ ...common, name: node.name.getText(), kind: 'property', isOptional, type }];
  }
  if (ts.isMethodSignature(node) || ts.isMethodDeclaration(node)) {
    const type = `(${node.parameters.map(writeParameter).join(', ')}): ${node.type?.getText() ?? 'void'}`;
    return [{ ...common, name: node.name.getText(), kind: 'method', isOptional: false, type }];
  }
  if (!ts.isConstructorDeclaration(node)) return [];
  const fields = node.parameters
    .filter((parameter) => (ts.getModifiers(parameter) ?? []).length > 0)
    .map((parameter) => ({
      ...readDoc(parameter),
      ...{ name: parameter.name.getText(), kind: 'property' as const, isStatic: false, isOptional: false },
      type: parameter.type?.getText() ?? '',
    }));
  if ((ts.getModifiers(node) ?? []).length > 0) return fields;
  const type = `(${node.parameters.map(writeParameter).join(', ')})`;
  return [...fields, { ...common, name: 'constructor', kind: 'constructor', isOptional: false, type }];
}

function writeParameter({ name, type, questionToken, initializer }: ts.ParameterDeclaration): string {
  return `${name.getText()}${(questionToken ?? initializer) ? '?' : ''}: ${type?.getText() ?? 'number'}`;
}

/** The words of a doc comment, as one paragraph, and its @default. */
function readDoc(node: ts.Node): { readonly doc: string; readonly usual: string | undefined } {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  const oneLine = (text: string | undefined) =>
    (text ?? '')
      .replaceAll(/\{@link (\w+)\}/g, '`$1`')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const usual = comment?.tags?.find(({ tagName }) => tagName.text === 'default');
  return {
    doc: oneLine(ts.getTextOfJSDocComment(comment?.comment)),
    usual: usual && oneLine(ts.getTextOfJSDocComment(usual.comment)).replace(/^- /, ''),
  };
}

/** A class without a comment at a member has that of the interface which it implements. */
function withInheritedWords(
  one: Declaration,
  all: ReadonlyMap<string, Declared>,
  declarations: readonly Declaration[],
): Declaration {
  const node = all.get(one.name);
  const bases =
    node && ts.isClassDeclaration(node) ? listHeirs(node).flatMap((heir) => [heir, ...heirsOf(heir, all)]) : [];
  const words = declarations.filter(({ name }) => bases.includes(name)).flatMap(({ members }) => members);
  const members = one.members.map((member) => ({
    ...member,
    doc: member.doc || (words.find(({ name }) => name === member.name)?.doc ?? ''),
  }));
  return { ...one, members };
}

function heirsOf(name: string, all: ReadonlyMap<string, Declared>): string[] {
  const node = all.get(name);
  return node === undefined || ts.isEnumDeclaration(node) ? [] : listHeirs(node);
}
