export { readDeployedChecks } from './deployment';
export { diagnose } from './diagnose';
export type { SystemFacts, TableFacts } from './facts';
export { getValue, type Fact } from './fact';
export type {
  BucketFacts,
  ExecutionFacts,
  LifecycleFacts,
  MachineFacts,
  RecoveryFacts,
  ScheduleFacts,
  SourceFacts,
  StrayExport,
  ValidationFacts,
  WorkgroupFacts,
} from './facts';
export { exitCode, type Finding, type Severity } from './finding';
export { QUOTAS, type QuotaFacts } from './quotas';
export { strayIds } from './strays';
