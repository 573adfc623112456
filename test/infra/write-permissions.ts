import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATIONS } from './configurations';
import { PERMISSIONS, listPermissions, type Statement } from './permissions';
import { synthesise } from './synthesise';
import { writeJson } from './write-json';

// test/infra/permissions anew, for a reviewer to read what has changed: npx tsx test/infra/write-permissions.ts
function main(): void {
  rmSync(PERMISSIONS, { recursive: true, force: true });
  for (const [configuration, context] of Object.entries(CONFIGURATIONS)) {
    const folder = join(PERMISSIONS, configuration);
    mkdirSync(folder, { recursive: true });
    for (const [role, permissions] of Object.entries(listPermissions(synthesise(context))))
      writeJson(join(folder, `${role}.json`), {
        trust: permissions.trust.map(order),
        policies: Object.fromEntries(
          Object.entries(permissions.policies).map(([name, statements]) => [name, statements.map(order)]),
        ),
      });
  }
}

/** A statement as IAM's pages write it. */
function order({ Sid, Effect, Principal, Action, Resource, Condition, ...rest }: Statement): object {
  return { Sid, Effect, Principal, Action, Resource, Condition, ...rest };
}

main();
