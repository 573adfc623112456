export { deployedConfig } from './deployed-config';
export { awsClients, type AwsClients } from './clients';
export { awsFailure } from './failure';
export { followExecution, startExecution, stateMachineArn } from './step-functions';
export { AwsTarget, type AwsTargetOptions } from './target';
