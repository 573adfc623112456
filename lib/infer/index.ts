export { writeCdkColumns } from './cdk-code';
export { proposalJson, proposalReasons, proposalSummary } from './format';
export { inferTable, type InferOptions } from './infer';
export { InferError, type InferErrorName } from './infer-error';
export type { Query } from './inventory';
export type { GivenKeys } from './keys';
export type { EntityReasons, ProposedEntity, ProposedTable, TableProposal } from './proposal';
export type { Reason } from './reason';
export { tableIdentity, type TableIdentity } from './table-name';
