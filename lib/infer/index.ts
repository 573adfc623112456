export { proposalJson, proposalReasons, proposalSummary } from './format';
export { inferTable, type InferOptions } from './infer';
export { InferError, type InferErrorName } from './infer-error';
export type { Query } from './inventory';
export type { ProposedTable, Reason, TableProposal } from './proposal';
