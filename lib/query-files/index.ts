export { CHECKS, QUERIES, readChecks, readQueries } from './read-queries';
