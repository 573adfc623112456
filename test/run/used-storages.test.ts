import { AsyncLocalStorage } from 'node:async_hooks';
import { UsedStorages } from './used-storages';

class Storage<T> extends AsyncLocalStorage<T> {}

it('storages that were used are disabled, and can be used again', () => {
  const storages = new UsedStorages(Storage);
  const storage = new Storage<string>();
  const read = (): (string | undefined)[] => {
    const before = storage.getStore();
    storages.disable();
    return [before, storage.getStore()];
  };
  expect(storage.run('first', read)).toEqual(['first', undefined]);
  expect(storage.run('second', read)).toEqual(['second', undefined]);
});
