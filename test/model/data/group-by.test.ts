import { groupBy } from '../../../lib/model/data/group-by';

test('keeps the order of keys and of items', () => {
  const names = ['vault', 'linkerd2', 'velero', 'constructor'];
  expect([...groupBy(names, name => name[0])]).toEqual([
    ['v', ['vault', 'velero']],
    ['l', ['linkerd2']],
    ['c', ['constructor']],
  ]);
});
