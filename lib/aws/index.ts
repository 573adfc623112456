export { findDeployedConfig } from './account/deployed-config';
export { awsClients, type AwsClients } from './account/clients';
export { awsFailure } from './account/failure';
export { followExecution, startExecution, stateMachineArn } from './step-functions/step-functions';
export { AwsTarget, type AwsTargetOptions } from './target';
