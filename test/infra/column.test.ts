import { ColumnType } from '../../infra';
import { SCALARS } from '../../lib/config/athena-type';

describe('ColumnType', () => {
  it.each(SCALARS.filter((type) => !type.includes('(')))('has a constant for %s', (type) => {
    const constants = ColumnType as unknown as Readonly<Record<string, ColumnType | undefined>>;
    expect(constants[type.toUpperCase()]?.name).toBe(type);
  });
});
