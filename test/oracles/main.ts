import { join } from 'node:path';
import { installEmulator, mavenArtifact } from '../lab/cache';
import { javaHome } from '../lab/java';
import { installAnalysts } from '../analysts/install';
import { checkExpressions } from './jsonata/check';
import { installLinters } from './templates/install';

const HELP = `AWS's rules, held against the workflow by parts that are not this project's.

  npm run test:oracles                 all of them
  npm run test:oracles -- permissions  IAM: is every call allowed, and everything that is allowed called? (@cloud-copilot/iam-simulate)
  npm run test:oracles -- models       the arguments of every call against AWS's models (botocore)
  npm run test:oracles -- jsonata      every expression once more in Java, where AWS runs JSONata (com.dashjoin:jsonata)
  npm run test:oracles -- analysts     the recipes of docs/analysts.md: pandas, Polars, DuckDB, and dbt's parser
  npm run test:oracles -- templates    the templates by CloudFormation's own rules (cfn-lint) and those of security (checkov)
  npm run test:oracles -- install      installs what the recipes and the templates' linters need (some 300 MB), and runs none of these

What they need is installed on first use, partly below .lab: npm, Python 3.11, Maven and a JDK must be there.`;

const CACHE = join(__dirname, '../../.lab/cache');

/** The port of JSONata to Java whose `$substring` fails as AWS's was seen to. */
const JSONATA = { group: 'com.dashjoin', name: 'jsonata', version: '0.9.7', packaging: 'jar' };

/** The expressions come first: they record the package `jsonata` before anything else has loaded the interpreter. */
const ORACLES: Readonly<Record<string, () => Promise<boolean>>> = {
  jsonata: () => checkExpressions(join(javaHome(), 'bin/java'), mavenArtifact(JSONATA)),
  models: async () => (await import('./models/check.js')).checkArguments(installEmulator(CACHE)),
  analysts: async () => (await import('./analysts/check.js')).checkAnalysts(installAnalysts()),
  templates: async () => (await import('./templates/check.js')).checkTemplates(installLinters(CACHE)),
  permissions: async () => (await import('./permissions/check.js')).checkPermissions(),
};

async function main(names: readonly string[]): Promise<boolean> {
  if (names.includes('install')) {
    installAnalysts();
    installLinters(CACHE);
    return true;
  }
  const unknown = names.find((name) => !(name in ORACLES));
  if (unknown !== undefined) {
    console.log(HELP);
    return unknown === '--help';
  }
  let passed = true;
  for (const [name, check] of Object.entries(ORACLES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`${name}:`);
    const sound = await check();
    console.log(sound ? '  passed' : '  FAILED');
    passed &&= sound;
  }
  return passed;
}

void main(process.argv.slice(2)).then((passed) => {
  process.exitCode = passed ? 0 : 1;
});
