import { CHAIN_PARAMETERS, NIGHT_PARAMETERS, readPublishedNights } from '../../lib/night';

const FULL = {
  [NIGHT_PARAMETERS.exportId]: '01',
  [NIGHT_PARAMETERS.itemCount]: '3',
  [CHAIN_PARAMETERS.kind]: 'full',
  [CHAIN_PARAMETERS.fullBecause]: 'no night before',
  [CHAIN_PARAMETERS.depth]: '0',
  [CHAIN_PARAMETERS.fingerprint]: '-12',
  [CHAIN_PARAMETERS.reconciledAt]: '2026-01-01',
};

const OF_CHANGES = {
  ...FULL,
  [CHAIN_PARAMETERS.kind]: 'changes',
  [CHAIN_PARAMETERS.fullBecause]: '',
  [CHAIN_PARAMETERS.baseExportId]: '01',
  [CHAIN_PARAMETERS.baseExportDate]: '2026-01-01',
  [CHAIN_PARAMETERS.depth]: '1',
  [CHAIN_PARAMETERS.windows]: '02 03',
  [CHAIN_PARAMETERS.changesFrom]: '2026-01-01T00:00:00.000Z',
  [CHAIN_PARAMETERS.inserted]: '2',
  [CHAIN_PARAMETERS.updated]: '1',
  [CHAIN_PARAMETERS.deleted]: '0',
};

describe('a published night', () => {
  const read = (parameters: Readonly<Record<string, string>>) => {
    const [night] = readPublishedNights([{ values: ['2026-01-02'], location: 's3://b/f/', parameters }]);
    return night?.chain;
  };

  it('of a table whose nights are all exported whole has no chain', () => {
    expect(read({ [NIGHT_PARAMETERS.exportId]: '01' })).toBeUndefined();
  });

  it('that began a chain says why it was exported whole', () => {
    expect(read(FULL)).toEqual({
      kind: 'full',
      fullBecause: 'no night before',
      baseExportId: '',
      baseExportDate: '',
      depth: 0,
      fingerprint: '-12',
      windows: [],
      changesFrom: '',
      reconciledAt: '2026-01-01',
      inserted: Number.NaN,
      updated: Number.NaN,
      deleted: Number.NaN,
    });
  });

  it('that was made of changes says of which, and of which night', () => {
    expect(read(OF_CHANGES)).toMatchObject({
      kind: 'changes',
      baseExportId: '01',
      baseExportDate: '2026-01-01',
      depth: 1,
      windows: ['02', '03'],
      changesFrom: '2026-01-01T00:00:00.000Z',
      inserted: 2,
      updated: 1,
      deleted: 0,
    });
  });
});
