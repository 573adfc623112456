export { ERRORS, type ErrorName } from './errors';
export { definition, type Definition } from './definition';
export { zoneOffsets } from './time-zone';
