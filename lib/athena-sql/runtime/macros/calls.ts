import { entryName, registeredName } from '../functions/define';
import { RUNTIME_FUNCTIONS } from '../functions';
import { macro, type Macro } from './macro';

/** Calls of the functions in JavaScript that can fail, each with a struct of its arguments (`fails` of {@link RUNTIME_FUNCTIONS}). */
export const CALLS: readonly Macro[] = RUNTIME_FUNCTIONS.filter(({ fails }) => fails).map((f) => {
  const names = f.parameters.map((_, i) => entryName(i));
  const entries = names.map((name, i) => `'${name}': CAST(${name} AS ${f.parameters[i] ?? ''})`);
  return macro(`${f.name}(${names.join(', ')})`, `${registeredName(f)}({${entries.join(', ')}})`);
});
