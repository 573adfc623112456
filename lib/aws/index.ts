export type { Access } from './account/access';
export { findDeployedConfig } from './account/deployed-config';
export { readDescribedConfig, findUsualRegion } from './account/described-config';
export { awsClients, type AwsClients } from './account/clients';
export { awsFailure } from './account/failure';
export { followExecution, startExecution, stateMachineArn } from './step-functions/step-functions';
export { AwsTarget, type AwsTargetOptions } from './target';
