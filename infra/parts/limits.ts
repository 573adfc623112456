import { CfnResource, type Stack } from 'aws-cdk-lib';
import { sum } from '../../lib/sum';

/** CloudFormation's limits of a template (AWS: "Understand CloudFormation quotas"). */
const MAX_RESOURCES = 500;
export const MAX_TEMPLATE_BYTES = 1_000_000;

/** Context that leaves the count of resources to {@link findTooLarge}, which can say how many tables fit. */
export const LIMITS_CHECKED_HERE = { '@aws-cdk/core:stackResourceLimit': 0 };

/** A table's part in its stack's template. */
export interface TablePart {
  /** Bytes of its definition, its Glue tables and its queries, which are nearly all that it adds. */
  readonly bytes: number;
}

/**
 * Finds out whether the template of a stack is too large for CloudFormation. Its bytes are counted only if the tables
 * alone reach half of the limit, because counting takes as long as synthesising the template.
 *
 * @returns lines that say how many tables fit into a stack
 */
export function findTooLarge(stack: Stack, parts: readonly TablePart[]): string[] {
  const resources = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length;
  const estimate = sum(parts.map(({ bytes }) => bytes));
  return [
    formatTooMuch(parts.length, resources, MAX_RESOURCES, 'resources'),
    formatTooMuch(
      parts.length,
      estimate < MAX_TEMPLATE_BYTES / 2 ? 0 : countTemplateBytes(stack),
      MAX_TEMPLATE_BYTES,
      'bytes',
    ),
  ].filter((problem) => problem !== undefined);
}

/** Bytes of a stack's resources as they are written into its template. */
function countTemplateBytes(stack: Stack): number {
  const { _suppressTemplateIndentation: isFlat } = stack as unknown as { _suppressTemplateIndentation?: boolean };
  const resources = stack.node.findAll().flatMap((construct) => {
    if (!CfnResource.isCfnResource(construct)) return [];
    const element = construct as unknown as { _toCloudFormation(): { Resources: unknown } };
    return [stack.resolve(element._toCloudFormation().Resources) as Record<string, unknown>];
  });
  return Buffer.byteLength(JSON.stringify(Object.assign({}, ...resources), undefined, isFlat ? undefined : 1));
}

function formatTooMuch(tables: number, found: number, limit: number, unit: string): string | undefined {
  if (found <= limit) return undefined;
  if (tables === 1)
    return `its table makes ${found} ${unit}, CloudFormation takes ${limit}: declare fewer columns, give fewer or shorter checks and saved queries, or put what else the stack has into another one`;
  const fit = Math.floor((limit * tables) / found);
  return `its ${tables} tables make ${found} ${unit}, CloudFormation takes ${limit}, so about ${fit} such tables fit; give the others a stack of their own: new NightlyExport there takes these exports as a prop, or those that NightlyExports.fromAttributes finds`;
}
