import { createRequire } from 'node:module';
import validate from 'asl-validator';

interface Ajv {
  addKeyword(definition: { readonly keyword: string | readonly string[] }): Ajv;
  getKeyword(name: string): unknown;
}

/*
 * asl-validator makes a validator of its schemas anew for each definition, always the same one, which takes a fifth of a
 * second. Here it is given the one that it made first; what it adds to that is there already.
 */
const load = createRequire(createRequire(__filename).resolve('asl-validator'));
const ajv = load('ajv') as { default: new (options: object) => Ajv };
const { default: Validator } = ajv;
let first: Ajv | undefined;
ajv.default = function (options: object): Ajv {
  if (first) return first;
  const made = (first = new Validator(options));
  const addKeyword = made.addKeyword.bind(made);
  made.addKeyword = (definition) =>
    [definition.keyword].flat().some((name) => made.getKeyword(name)) ? made : addKeyword(definition);
  return made;
} as unknown as typeof Validator;

/** What is wrong with a definition by the schemas and rules of asl-validator, which is not ours. */
export function validateMachine(machine: object): readonly unknown[] {
  return validate(machine).errors;
}
