import type { Definition } from './definition';

/**
 * A definition as it is deployed in a partition, such as aws-cn. Step Functions runs no task of another partition than its own
 * (States.Runtime, "The resource belongs to a different partition from the running execution").
 *
 * @param partition a token of CDK, too, which stays what it is
 */
export function moveToPartition(definition: Definition, partition: string): Definition {
  return JSON.parse(
    JSON.stringify(definition).replaceAll('"arn:aws:states:::', `"arn:${partition}:states:::`),
  ) as Definition;
}
