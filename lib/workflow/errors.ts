/**
 * The error names that only tables with `incremental` have; see {@link ERRORS}.
 */
export const CHANGES_ERRORS = {
  'Export.WindowTooShort':
    'DynamoDB exports changes of 15 minutes at least: start a new execution later, or with exportType FULL_EXPORT for a full export, which costs by the size of the table.',
  'Changes.NoBase':
    'Publish a full export of the instant at which the changes begin, then start a new execution with this exportArn.',
  'Changes.NotContiguous':
    'Pass the export whose changes begin at the instant of the newest night, or start a new execution without exportArn, which exports the changes that are missing.',
  'Changes.OtherTable': 'Start a new execution with exportType FULL_EXPORT: the chain begins anew with the new table.',
  'Changes.Failed':
    'Query the staged changes to see more; start a new execution, which exports them again. The published nights are as they were.',
  'Changes.SeamBroken':
    'The changes were made of other items than the newest night has. Start a new execution with exportType FULL_EXPORT, which begins the chain anew, and compare both nights with export-to-athena diff.',
  'Changes.CountsBroken':
    'The night would not have as many items as the changes make of the newest one. Start a new execution with exportType FULL_EXPORT, which begins the chain anew.',
  'Changes.FingerprintBroken':
    'The night would not have the very items that the changes make of the newest one. Start a new execution with exportType FULL_EXPORT, which begins the chain anew.',
  'Manifest.OtherWindow':
    'Look at the manifest-summary.json that is named here, and for a newer release of this project. Start a new execution with exportType FULL_EXPORT meanwhile.',
  'Manifest.NotIncremental':
    'Look whether the folder of the window was changed, then start a new execution for new windows.',
  'Manifest.NoOldImages':
    'Pass an incremental export with ExportViewType NEW_AND_OLD_IMAGES, or start a new execution without exportArn.',
  'Publish.BaseChanged':
    'Look which executions of the state machine run at the same time, stop all but one, and start a new execution.',
  'Reconcile.Different':
    'The full export is published, and the chain begins anew with it: nothing is to be done for tonight. Look at the keys that are named here in both exports, and open a case with AWS or an issue of this project with what differs.',
} as const satisfies Record<string, string>;

/**
 * Every error name of ExportFailed, with its remedy. The names are stable, because alarms, runbooks and people rely on
 * them.
 */
export const ERRORS = {
  'Input.Invalid':
    'Start a new execution whose input is {} or has exportArn (an export of this table), exportManifest (the key of its manifest-summary.json, where DynamoDB has forgotten it), exportDate (YYYY-MM-DD) and scheduledTime (2026-01-31T19:00:00Z), each of them optional.',
  'Export.PointInTimeRecoveryOff':
    'Turn on point-in-time recovery of the table (aws dynamodb update-continuous-backups), then start a new execution.',
  'Export.TableNotFound': 'Correct the table in the configuration (existingTable), deploy, and start a new execution.',
  'Export.TimeNotAvailable':
    'Look when point-in-time recovery began (aws dynamodb describe-continuous-backups) and start a new execution whose scheduledTime lies after that, or whose input is {} for the items as they are now.',
  'Export.NotFound':
    'Pass the ARN of an export that DynamoDB lists, which it does for 90 days, or whose folder is in the bucket below the prefix of the table or at exportManifest; or start a new execution without exportArn.',
  'Export.OtherTable': "Start the state machine of the export's own table, or pass an export of this one.",
  'Export.OtherBucket':
    "Copy nothing by hand: start a new execution without exportArn, which exports to this stack's bucket.",
  'Export.OtherPrefix':
    'Add the folder that is named here to exportPrefixes of the table in the configuration, deploy, and start a new execution with this exportArn and exportDate. For an export that DynamoDB has forgotten (90 days) also pass exportManifest, the key of its manifest-summary.json.',
  'Export.OlderThanDate':
    'Start a new execution with this exportArn and the date that its items are of, or without exportArn.',
  'Export.Expired':
    'Where the night is to come back, raise retentionDays, deploy, and start a new execution with this exportArn and exportDate before its objects go.',
  'Export.Filtered':
    'Start a new execution without exportArn, or pass the ARN of an export that was made without FilterSpecification: a filtered one has only a part of the table.',
  'Export.Failed':
    'Mend what the failure code names, then start a new execution: the same one would get the same failed export.',
  'Export.DeadlineExceeded':
    'Look at the export in the DynamoDB console; when it is COMPLETED, start a new execution with its exportArn and this exportDate.',
  'Manifest.Missing': 'Look whether objects of the export were removed, then start a new execution.',
  'Manifest.NotJson':
    'Look at the manifest-summary.json that is named here, then start a new execution for a new export.',
  'Manifest.Incremental': 'Pass a full export; an incremental one has only the changes of a time.',
  'Manifest.UnsupportedFormat': 'Pass an export in the format DYNAMODB_JSON.',
  'Manifest.UnsupportedType':
    'Look whether AWS has a new kind of export, and for a newer release of this project. Start a new execution without exportArn for a full export.',
  'Manifest.UnsupportedVersion':
    'Look whether AWS changed the format of exports, and for a newer release of this project.',
  'Manifest.OtherTable': "Start the state machine of the export's own table.",
  'Manifest.OtherExport': 'The folder of the export was changed; start a new execution for a new one.',
  'Manifest.Incomplete':
    'Look at the manifest-summary.json that is named here, then start a new execution for a new export.',
  'Manifest.FutureTime':
    'Look at the manifest-summary.json that is named here: no export has items of a time that has not come. Start a new execution for a new export.',
  'Manifest.FilesMissing': 'Look whether objects of the export were removed, then start a new execution.',
  'Validation.QueryFailed':
    'Read the reason: a data file that cannot be read is named there. Start a new execution for a new export; if the reason lies in Athena, one with this exportArn and exportDate.',
  'Validation.NotRun': 'Mend what Athena refused, then start a new execution with this exportArn and exportDate.',
  'Validation.Unreadable':
    'Look at the results of the query that is named here, then start a new execution with this exportArn and exportDate.',
  'Validation.Failed':
    'Query the staged partition to see more; start a new execution for a new export. The published nights are as they were.',
  'Validation.CheckFailed':
    'Look at the rows that the checks in queries/checks selected: correct the items and start a new execution, or, where the check is wrong or could not be run, correct it, deploy, and start one with this exportArn and exportDate.',
  'Publish.Contradiction':
    'Look at the partition with aws glue get-partition, then start a new execution with this exportArn and exportDate.',
  ...CHANGES_ERRORS,
} as const satisfies Record<string, string>;

/** A name that an execution can end with in ExportFailed. */
export type ErrorName = keyof typeof ERRORS;
