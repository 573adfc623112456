export {
  adoptionPlan,
  type AdoptionFacts,
  type AdoptionPlan,
  type AdoptionStep,
  type KnownExport,
  type ManifestFact,
  type SkippedExport,
} from './adoption';
export { daysBefore, localDate } from './local-date';
export { publishedNights, type Partition, type PublishedNight } from './night';
export { nightStatuses, type NightExecution, type NightStatus, type QueryFacts, type StatusFacts } from './status';
