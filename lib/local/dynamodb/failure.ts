import { createHash } from 'node:crypto';
import { TaskFailure, type TaskContext } from '../../asl/task';

/**
 * A refusal of DynamoDB as Step Functions passes it on.
 *
 * @param shape name in DynamoDB's model; `DynamoDbException` stands for every error that the model does not have
 */
export function dynamoDbFailure(shape: string, message: string, { execution, state }: TaskContext): TaskFailure {
  // Looks like DynamoDB's request ids, and is the same in every run of the same execution.
  const hash = createHash('sha256').update([execution, state, message].join('\n')).digest('hex');
  const requestId = hash.slice(0, 52).toUpperCase();
  return new TaskFailure(
    `DynamoDb.${shape}`,
    `${message} (Service: DynamoDb, Status Code: 400, Request ID: ${requestId})`,
  );
}
