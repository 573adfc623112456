import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Statement } from '../../infra/permissions';
import type { PolicyDocument } from './deployed';
import type { IamRequest } from './requests';

const SIMULATOR = join(__dirname, 'simulator');

/** A request to AWS, by a role with its statements, or a service. */
export interface Asked {
  readonly principal: string;
  /** The statements of the principal's own policies; none for a service. */
  readonly identity: readonly Statement[];
  /** The policy of the resource; undefined where it has none. */
  readonly resourcePolicy: PolicyDocument | undefined;
  readonly request: IamRequest;
}

/** What the simulator answers for a request that is allowed. */
export const ALLOWED = 'Allowed';

/** Installs the evaluator, which is a program of its own. */
export function installSimulator(): void {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: SIMULATOR, stdio: 'inherit' });
}

/** The evaluator's verdicts, in the order of what is asked. */
export function simulate(asked: readonly Asked[]): readonly string[] {
  if (asked.length === 0) return [];
  const policies: unknown[] = [];
  const indexes = new Map<unknown, number>();
  const indexOf = (key: unknown, policy: unknown) => {
    const known = indexes.get(key) ?? policies.push(policy) - 1;
    indexes.set(key, known);
    return known;
  };
  const cases = asked.map(({ principal, identity, resourcePolicy, request: { action, resource, owner, context } }) => ({
    ...{ principal, action, resource, owner },
    context: {
      'aws:SecureTransport': 'true',
      ...(principal.startsWith('arn:') && { 'aws:PrincipalArn': roleOf(principal) }),
      ...context,
    },
    identity:
      identity.length === 0 ? [] : [indexOf(JSON.stringify(identity), { Version: '2012-10-17', Statement: identity })],
    ...(resourcePolicy && { resourcePolicy: indexOf(JSON.stringify(resourcePolicy), resourcePolicy) }),
  }));
  const answer = execFileSync(process.execPath, [join(SIMULATOR, 'simulate.mjs')], {
    input: JSON.stringify({ policies, cases }),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return JSON.parse(answer) as string[];
}

/** The role of a session. */
function roleOf(session: string): string {
  return session
    .replace(':sts:', ':iam:')
    .replace(':assumed-role/', ':role/')
    .replace(/\/[^/]*$/, '');
}
