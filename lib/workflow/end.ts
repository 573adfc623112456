import { jsonata, type States } from './states';

/** ExportCompleted and ExportFailed. A failed staged partition stays, so that it can be queried. */
export function endStates(): States {
  return {
    ExportCompleted: {
      Type: 'Succeed',
      Output: {
        exportArn: jsonata('$exportArn'),
        exportDate: jsonata('$exportDate'),
        exportTime: jsonata('$manifest.exportTime'),
        itemCount: jsonata('$manifest.itemCount'),
        published: jsonata('$published'),
        validationQueryId: jsonata('$queryId'),
        warnings: jsonata('$validation.problems'),
      },
    },
    ExportFailed: { Type: 'Fail', Error: jsonata('$failure.error'), Cause: jsonata('$string($failure)') },
  };
}
