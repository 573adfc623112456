export { readChecksOfDefinition, CONCURRENT_CHECKS } from './validation/checks';
export { CHANGES_ERRORS, ERRORS, type ErrorName } from './errors';
export { definition, type Definition } from './definition';
export { moveToPartition } from './partition';
export { ATHENA_QUEUE_SECONDS } from './retries';
export { zoneOffsets } from './export/time-zone';
