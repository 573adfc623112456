import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../../infra';
import { apiPage } from './api-page';
import { readDeclarations } from './declarations';
import { PROJECT } from './pages';

const declarations = readDeclarations();
const members = declarations.flatMap(({ name, members }) => members.map((member) => ({ ...member, of: name })));

it('says in API.md what the declarations say: npm run docs:api', () => {
  expect(readFileSync(join(PROJECT, 'API.md'), 'utf8')).toBe(apiPage());
});

it('has every class and enum of the library', () => {
  expect(declarations.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(library)));
});

it('says of every declaration and of every member what it is', () => {
  expect(declarations.filter(({ doc }) => doc === '').map(({ name }) => name)).toEqual([]);
  expect(members.filter(({ doc, kind }) => doc === '' && kind !== 'constructor').map(describe)).toEqual([]);
});

it('says of every prop that may be left out what is then', () => {
  expect(members.filter(({ isOptional, usual }) => isOptional && !usual).map(describe)).toEqual([]);
});

function describe({ of, name }: { readonly of: string; readonly name: string }): string {
  return `${of}.${name}`;
}
