export {
  adoptionInput,
  adoptionPlan,
  type AdoptionPlan,
  type AdoptionStep,
  type SkippedExport,
} from './adopt/adoption';
export { toKnownNight, type AdoptionFacts, type KnownExport, type KnownNight } from './adopt/adoption-facts';
export { manifestFact, usableManifest, type ManifestFact } from './adopt/manifest-fact';
export { runAdoption, type AdoptionActions, type AdoptionOptions, type AdoptionResult } from './adopt/run-adoption';
export { daysBefore, localDate } from './local-date';
export {
  nightStatuses,
  type NightExecution,
  type NightStatus,
  type QueryFacts,
  type StatusFacts,
} from './status/status';
export {
  readDeployedChecks,
  diagnose,
  exitCode,
  getValue,
  QUOTAS,
  strayIds,
  type BucketFacts,
  type ExecutionFacts,
  type Fact,
  type Finding,
  type LifecycleFacts,
  type QuotaFacts,
  type Severity,
  type StrayExport,
  type SystemFacts,
  type TableFacts,
  type ValidationFacts,
  type WorkgroupFacts,
} from './doctor';
export { exportReference, type ExportReference } from './adopt/export-reference';
export { findNightExports, NoExportError, type NightExport, type NightExports } from './night-exports';
export { scanCost } from './prices';
export {
  estimateNights,
  makeTableBlock,
  writeCdkCode,
  type KeyAttribute,
  type NewTable,
  type NightEstimate,
} from './new-table';
