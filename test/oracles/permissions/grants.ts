import { findNeedless, listRemovals } from './removals';
import { listPeople, type Person } from './people';
import { ALLOWED, simulate, type Asked } from './simulate';
import { keyPolicy } from './deployed';
import { ACCOUNT } from '../configurations';
import type { IamRequest } from './requests';

/**
 * Evaluates what people may do who were granted to query or to operate, all tables or one: everything that Athena, the console
 * and this program ask in their name is allowed, nothing of other tables, of nights that are not verified, or that writes is,
 * and each permission is needed by something.
 */
export function checkGrants(): boolean {
  let sound = true;
  for (const person of listPeople()) {
    const needed = person.needs.map((request) => askAs(person, request));
    const refused = person.mayNot.map((request) => askAs(person, request));
    const verdicts = simulate([...needed, ...refused]);
    const denied = needed.filter((_, index) => verdicts[index] !== ALLOWED);
    const allowed = refused.filter((_, index) => verdicts[needed.length + index] === ALLOWED);
    const removals = listRemovals(person.statements);
    const needless = findNeedless(removals, needed);
    console.log(
      `  ${person.name}: ${needed.length} requests, ${denied.length} denied; ${refused.length} that are not granted, ` +
        `${allowed.length} allowed; ${removals.length} permissions taken away one by one, ${needless.length} missed by no request`,
    );
    for (const { request } of denied) console.log(`    denied: ${describe(request)}`);
    for (const { request } of allowed) console.log(`    allowed, and should not be: ${describe(request)}`);
    for (const { action, resource } of needless) console.log(`    nothing needs ${action} on ${resource}`);
    sound &&= denied.length + allowed.length + needless.length === 0 && needed.length > 0 && refused.length > 0;
  }
  return sound;
}

function askAs({ statements }: Person, request: IamRequest): Asked {
  return {
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/Person/session`,
    identity: statements,
    resourcePolicy: request.action.startsWith('kms:') ? keyPolicy(request.resource) : undefined,
    request,
  };
}

function describe({ action, resource, context, why }: IamRequest): string {
  return `${action} on ${resource} ${JSON.stringify(context)} (${why})`;
}
