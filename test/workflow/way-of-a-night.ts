import type { StateName } from '../../lib/workflow/state-names';

/** The states of a night that is published, in their order; what a kind of night has between them is told where it is tested. */
export const WAY = {
  started: ['checkInput', 'waitForTime', 'callExport', 'readRecovery'],
  /** As often as it takes. */
  awaited: ['Wait1', 'checkExport', 'checkExportStatus'],
  registered: ['readManifest', 'checkManifest', 'checkDate', 'copyManifest', 'registerManifest', 'registerPartition'],
  validated: ['validateExport', 'readValidation', 'checkValidation'],
  published: ['recordVerified', 'publishPartition', 'readNights', 'checkNights'],
  /** When the slots are what they should be. */
  settled: ['dropStaged'],
} as const satisfies Readonly<Record<string, readonly StateName[]>>;

/** The states of the second night of a table, whose export is done when it is first asked. */
export const SECOND_NIGHT: readonly StateName[] = [
  ...[...WAY.started, ...WAY.awaited, ...WAY.registered, ...WAY.validated, ...WAY.published],
  ...(['publishPrevious', 'createPrevious', 'checkNights', 'publishNewest', 'readNights', 'checkNights'] as const),
  ...WAY.settled,
  'ExportCompleted',
];

/** The most state transitions of a second night, by the minutes that its export takes. */
export const mostTransitions = (minutes: number): number => SECOND_NIGHT.length + 12 * Math.log2(minutes);
