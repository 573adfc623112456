import { statSync } from 'node:fs';
import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { ConfigError } from '../lib/config';

/** CloudFormation's limits of a template (AWS: "Understand CloudFormation quotas"). */
const MAX_RESOURCES = 500;
const MAX_BYTES = 1_000_000;

/** Context that leaves the count of resources to {@link checkLimits}, which can say how many tables fit. */
export const LIMITS_CHECKED_HERE = { '@aws-cdk/core:stackResourceLimit': 0 };

/**
 * Refuses templates that CloudFormation would not take.
 *
 * @throws ConfigError that says how many tables fit into a stack, and what to set for the others
 */
export function checkLimits(assembly: CloudAssembly): void {
  const problems = assembly.stacks.flatMap((stack) => {
    const template = stack.template as { Resources: Record<string, { Type: string }> };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    const tables = types.filter((type) => type === 'AWS::StepFunctions::StateMachine').length;
    return [
      tooMuch(stack, tables, types.length, MAX_RESOURCES, 'resources'),
      tooMuch(stack, tables, statSync(stack.templateFullPath).size, MAX_BYTES, 'bytes'),
    ].filter((problem) => problem !== undefined);
  });
  if (problems.length > 0) throw new ConfigError(problems);
}

function tooMuch(
  stack: CloudFormationStackArtifact,
  tables: number,
  found: number,
  limit: number,
  unit: string,
): string | undefined {
  if (found <= limit) return undefined;
  const fit = Math.floor((limit * tables) / found);
  return `tables = ${tables} in the stack ${stack.stackName}: they make ${found} ${unit}, CloudFormation takes ${limit}, so about ${fit} such tables fit; give the others a "stack" of their own`;
}
