import type { StateName } from '../../lib/workflow/state-names';

/** The states of a night that is published, in their order; what a kind of night has between them is told where it is tested. */
export const WAY = {
  started: ['checkInput', 'waitForTime', 'callExport', 'readRecovery'],
  /** As often as it takes. */
  awaited: ['Wait1', 'checkExport', 'checkExportStatus'],
  registered: ['readManifest', 'checkManifest', 'checkDate', 'copyManifest', 'registerManifest', 'registerPartition'],
  validated: ['validateExport', 'readValidation', 'checkValidation'],
  published: ['recordVerified', 'publishPartition', 'readNights', 'checkNights'],
} as const satisfies Readonly<Record<string, readonly StateName[]>>;
