/**
 * Reads `{ policies: [document], cases: [{ principal, action, resource, owner, context, identity: [index], resourcePolicy?: index }] }`
 * from standard input and writes the cases' verdicts, such as `Allowed` and `ImplicitlyDenied`, as an array.
 */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import process from 'node:process';
import { json } from 'node:stream/consumers';

const { policies, cases } = await json(process.stdin);
const verdicts = [];
for (const { principal, action, resource, owner, context, identity, resourcePolicy } of cases) {
  const result = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: owner }, contextVariables: context },
      identityPolicies: identity.map((index) => ({ name: String(index), policy: policies[index] })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy === undefined ? {} : { resourcePolicy: policies[resourcePolicy] }),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  verdicts.push(result.overallResult);
}
process.stdout.write(JSON.stringify(verdicts));
