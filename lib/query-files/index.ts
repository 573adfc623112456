export { QUERIES, readQueries } from './read-queries';
