import { Aws, Token, type Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** The partition of a stack, such as aws-cn: as text where its region is known, or else as CloudFormation's parameter. */
export function findPartition({ region }: Stack): string {
  return (Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition) ?? Aws.PARTITION;
}

/** The host of the console in a stack's region (AWS: "AWS GovCloud (US) compared to standard AWS Regions", "AWS in China"). */
export function findConsole(stack: Stack): string {
  const { region } = stack;
  switch (findPartition(stack)) {
    case 'aws-cn':
      return `${region}.console.amazonaws.cn`;
    case 'aws-us-gov':
      return `${region}.console.amazonaws-us-gov.com`;
    default:
      return `${region}.console.aws.amazon.com`;
  }
}
