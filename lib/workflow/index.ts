export { CONCURRENT_CHECKS } from './checks';
export { ERRORS, type ErrorName } from './errors';
export { definition, type Definition } from './definition';
export { zoneOffsets } from './time-zone';
