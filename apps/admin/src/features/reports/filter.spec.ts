import { formatFilter, NO_FILTER, parseFilter, toReportFilter } from './filter.js';

const FILTER = { states: ['RUNNING' as const], modelId: 'm', datasetId: 'd', text: 'walk' };

describe('filter of reports', () => {
  it('goes into the address and comes back', () => {
    expect(parseFilter(formatFilter(FILTER))).toEqual(FILTER);
    expect(formatFilter(NO_FILTER).size).toBe(0);
  });

  it('leaves out what it does not understand', () => {
    expect(parseFilter(new URLSearchParams('state=LOST&state=FAILED'))).toEqual({ ...NO_FILTER, states: ['FAILED'] });
  });

  it('asks the API for no more than it says', () => {
    expect(toReportFilter(NO_FILTER)).toEqual({});
    expect(toReportFilter({ ...FILTER, text: ' walk ' })).toEqual({
      states: ['RUNNING'],
      modelId: 'm',
      datasetId: 'd',
      search: 'walk',
    });
  });
});
