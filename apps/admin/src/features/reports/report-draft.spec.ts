import { EMPTY_REPORT, refuseMetric, suggestName, toReportInput } from './report-draft.js';

const REST = { name: 'tiny on starter', snapshotId: 's', hasPictures: false, pictures: [] };

describe('draft of a report', () => {
  it('asks for no more than was said', () => {
    expect(toReportInput(EMPTY_REPORT, REST)).toEqual({
      name: 'tiny on starter',
      snapshotId: 's',
      metrics: ['AP', 'CAP', 'PCE', 'CLIPSIM'],
      posePreset: 'PAPER',
      bootstrap: true,
      seed: 0,
      model: {},
    });
  });

  it('asks a model with its settings, and narrows a data set', () => {
    const settings = {
      ...EMPTY_REPORT.settings,
      modelId: 'm',
      seed: 7,
      numInferenceSteps: 20,
      negativePrompt: ' blur ',
    };
    const draft = {
      ...EMPTY_REPORT,
      subject: 'DATASET' as const,
      scenes: ['cartoon'],
      limit: 5,
      settings,
      name: 'Mine',
    };
    expect(toReportInput(draft, REST)).toMatchObject({
      name: 'Mine',
      scenes: ['cartoon'],
      limit: 5,
      seed: 7,
      model: { modelId: 'm', numInferenceSteps: 20, negativePrompt: 'blur' },
    });
    expect(toReportInput({ ...draft, subject: 'POSES' }, REST)).not.toHaveProperty('scenes');
  });

  it('hands over pictures made elsewhere, and does not time them', () => {
    const pictures = [{ key: 'a', uploadId: 'u' }];
    const draft = {
      ...EMPTY_REPORT,
      generator: 'EXTERNAL' as const,
      externalName: ' TIPS ',
      metrics: ['AP', 'TIME'] as const,
    };
    expect(toReportInput(draft, { ...REST, pictures })).toMatchObject({
      metrics: ['AP'],
      external: { name: 'TIPS', pictures },
    });
  });

  it('says why a metric cannot be had', () => {
    expect(refuseMetric('FID', { generator: 'MODEL' }, false)).toMatch('real pictures');
    expect(refuseMetric('FID', { generator: 'MODEL' }, true)).toBeNull();
    expect(refuseMetric('TIME', { generator: 'EXTERNAL' }, true)).toMatch('elsewhere');
    expect(refuseMetric('AP', { generator: 'EXTERNAL' }, false)).toBeNull();
  });

  it('is named after what is judged and what made it', () => {
    expect(suggestName('Starter', 'tiny')).toBe('tiny on Starter');
    expect(suggestName(undefined, 'tiny')).toBe('');
  });
});
