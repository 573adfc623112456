export { inspectNights } from './inspect-nights';
