export { accountClients, type AccountClients } from './account/account-clients';
export { adoptionFacts, makeDeployedActions } from './adopt/adoption';
export { findDeployedConfig } from './account/deployed-config';
export { doctorFacts } from './doctor/doctor-facts';
export { listExecutions } from './step-functions/executions';
export { ExportPlaces, inspectS3Export } from './s3/inspect-export';
export { statusFacts } from './status/status-facts';
export { describeNewTable } from './dynamodb/new-table';
