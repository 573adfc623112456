export { readCompletedNight, type CompletedNight } from './completed-night';
export { readFailure, type CauseDetail, type Failure } from './failure';
export { excerpt, ManifestError, type ManifestErrorName } from './manifest-error';
export {
  FULL_EXPORT_VERSION,
  INCREMENTAL_EXPORT_VERSION,
  type ManifestContext,
  type ManifestRule,
} from './common-rules';
export { JUDGED_OBJECT, manifestRules, NOT_AN_OBJECT } from './manifest-rules';
export { formatManifestSummary, parseManifestSummary, tableArnIn, type ManifestSummary } from './manifest-summary';
export { tablePartition, type CatalogPartition, type TablePartition } from './partition';
export { parseProblems, problemsIn, PROBLEM_COLUMNS, type NightProblem } from './problem';
export {
  areOfTwoTables,
  CHAIN_PARAMETERS,
  NIGHT_PARAMETERS,
  twoTablesText,
  readPublishedNights,
  readPublishedSlots,
  readRegisteredExports,
  REGISTRATION_PARAMETERS,
  SLOT_DATE_PARAMETER,
  type NightChain,
  type PublishedNight,
  type RegisteredExport,
} from './published-night';
export { RECOVERY_MARGIN_DAYS, RECOVERY_PERIOD_DAYS } from './recovery';
export { DATE, END, UTC_TIME } from './time';
export { formatWindowManifest, isWindowManifest, parseWindowManifest, type WindowManifest } from './window-manifest';
export { JUDGED_WINDOW, WINDOW_VIEW, windowManifestRules } from './window-rules';
export { WORKFLOW_CHECKS } from './workflow-checks';
