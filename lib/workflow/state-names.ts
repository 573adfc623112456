/** The states that ask for an export of the night's instant. */
export type CallState = 'waitForTime' | 'callExport' | 'checkExportTime' | 'waitForRecovery' | 'readRecovery';

/** The states that watch the export until it has ended. */
export type WatchState = 'Wait1' | 'checkExport' | 'checkExportStatus';

/** The states that read the export's manifest, judge it and register it. */
export type ManifestState = 'readManifest' | 'checkManifest' | 'checkDate' | 'copyManifest' | 'registerManifest';

/** The states of the validation. */
export type ValidationState = 'registerPartition' | 'validateExport' | 'readValidation' | 'checkValidation';

/** The states of the users' checks; a table without checks has none of them. */
export type ChecksState = 'runChecks' | 'judgeChecks';

/** The states that one of the users' checks goes through, within runChecks. */
export type OneCheckState = 'runCheck' | 'readCheck' | 'checkNotRead';

/** The states that remove Parquet which is not to be published; only with columnar nights. */
export type UnpublishedState = 'dropUnverified' | 'listUnpublished' | 'checkUnpublished' | 'deleteUnpublished';

/** The states that only a table with columnar nights has, but for those of the retention. */
export type ColumnarState = UnpublishedState | 'unloadExport' | 'registerUnloaded' | 'moveUnloaded';

/** The states that publish the night under its date. */
export type PublishState =
  | 'recordVerified'
  | 'publishPartition'
  | 'readVerified'
  | 'checkPublished'
  | 'replacePartition';

/** The states that write the slots of the newest night and the one before. */
export type NewestState =
  | 'readNights'
  | 'checkNights'
  | 'publishPrevious'
  | 'createPrevious'
  | 'publishNewest'
  | 'createNewest';

/** The states that drop the partitions which only the validation has read. */
export type DropState = 'dropStaged' | 'dropUnloaded';

/** The states that drop the partitions of expired nights; only with `retentionDays`. */
export type ExpiryState = 'readExpired' | 'checkExpired' | 'markExpired' | 'expirePartitions';

/** The states that remove the objects of expired exports; only with `retentionDays`. */
export type RemovalState =
  | 'readRemovable'
  | 'checkRemovable'
  | 'dropRefused'
  | 'listRemovable'
  | 'checkListed'
  | 'deleteRemovable'
  | 'dropRegistered';

/** The states that drop partitions of ended executions; only with `retentionDays` and columnar nights. */
export type AbandonedState = 'readAbandoned' | 'checkAbandoned' | 'dropAbandoned';

/** The states that choose what a night is made of; only with `incremental`. */
export type BaseState = 'readBase' | 'checkBase' | 'chooseExport';

/** The states that export the changes of one window after the other; only with `incremental`. */
export type WindowState =
  | 'callWindow'
  | 'checkWindowTime'
  | 'waitForWindow'
  | 'checkWindow'
  | 'checkKind'
  | 'registerChanges'
  | 'checkWindows';

/** The states that validate changes; only with `incremental`. */
export type ChangesState = 'validateChanges' | 'readChanges' | 'checkChanges';

/** The states that look whether the base is still the newest night; only with `incremental`. */
export type BaseCheckState = 'readNewest' | 'checkNewest';

/** The states that compare a night of changes with a full export of its instant; only with `incremental`. */
export type ReconcileState =
  | 'checkReconcile'
  | 'dropReconciled'
  | 'recordReconciled'
  | 'compareNights'
  | 'readDifferences';

/** The states that only a table with `incremental` has, but for those of the retention. */
export type ChangesNightState = BaseState | WindowState | ChangesState | BaseCheckState | ReconcileState;

/** The two ends of an execution. */
export type EndState = 'ExportCompleted' | 'ExportFailed';

/** Every state of the workflow that another state may name as its successor, in any configuration. */
export type StateName =
  | 'checkInput'
  | CallState
  | WatchState
  | ManifestState
  | ValidationState
  | ChecksState
  | ColumnarState
  | PublishState
  | NewestState
  | DropState
  | ExpiryState
  | RemovalState
  | AbandonedState
  | ChangesNightState
  | 'dropChanges'
  | EndState;
