import { listOf, type Statement } from '../../infra/permissions';
import { ALLOWED, simulate, type Asked } from './simulate';

/** One action on one resource of a statement, to be taken away. */
export interface Removal {
  readonly statement: Statement;
  readonly action: string;
  readonly resource: string;
}

/** Everything that statements allow, one by one; what denies is not for a call. */
export function listRemovals(statements: readonly Statement[]): Removal[] {
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) =>
      listOf(statement.Action).flatMap((action) =>
        (statement.Resource === undefined ? [''] : listOf(statement.Resource)).map((resource) => ({
          ...{ statement, action, resource },
        })),
      ),
    );
}

/** Those that no request needs: without them all that was asked is allowed still. */
export function findNeedless(removals: readonly Removal[], asked: readonly Asked[]): Removal[] {
  const cases = removals.flatMap((removal) =>
    asked
      .filter(({ request }) => request.action === removal.action)
      .map(({ principal, identity, resourcePolicy, request }) => ({
        removal,
        asked: {
          ...{ principal, request, identity: without(removal, identity) },
          resourcePolicy: resourcePolicy && {
            ...resourcePolicy,
            Statement: without(removal, resourcePolicy.Statement),
          },
        },
      })),
  );
  const verdicts = simulate(cases.map((one) => one.asked));
  const needed = new Set(cases.flatMap(({ removal }, index) => (verdicts[index] === ALLOWED ? [] : [removal])));
  return removals.filter((removal) => !needed.has(removal));
}

function without({ statement, action, resource }: Removal, statements: readonly Statement[]): Statement[] {
  return statements.flatMap((one) => {
    if (one !== statement) return [one];
    const [actions, resources] = [listOf(one.Action), listOf(one.Resource)];
    const others = actions.filter((each) => each !== action);
    const elsewhere = resources.filter((each) => each !== resource);
    return [
      ...(others.length > 0 ? [{ ...one, Action: others }] : []),
      ...(elsewhere.length > 0 ? [{ ...one, Action: action, Resource: elsewhere }] : []),
    ];
  });
}
