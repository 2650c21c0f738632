import { orderPictures } from './picture-order.js';

const order = (...ids: string[]) => [...orderPictures(ids)].map((index) => ids[index]);

describe('the order of pictures', () => {
  it('is that of whole numbers, of any size', () => {
    expect(order('10', '9', '2000000001648', '90071992547409931', '90071992547409930', '0')).toEqual([
      '0',
      '9',
      '10',
      '2000000001648',
      '90071992547409930',
      '90071992547409931',
    ]);
  });

  it('has other ids behind them, and does not depend on who came first', () => {
    const sorted = ['007', '07', '7', '8', 'B', 'a', 'a-1'];
    expect(order(...sorted)).toEqual(sorted);
    expect(order(...sorted.toReversed())).toEqual(sorted);
  });
});
