export { accountClients, type AccountClients } from './account-clients';
export { adoptionFacts, deployedActions } from './adoption';
export { deployedConfig } from './deployed-config';
export { doctorFacts } from './doctor-facts';
export { listExecutions } from './executions';
export { exportPlace, inspectS3Export } from './inspect-export';
export { statusFacts } from './status-facts';
