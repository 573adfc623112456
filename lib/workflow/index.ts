export { definition, type Definition } from './definition';
export { ERRORS, type ErrorName } from './errors';
