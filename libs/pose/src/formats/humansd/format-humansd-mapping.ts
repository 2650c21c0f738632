import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';
import { formatJson } from '../format-json.js';
import { type HumansdMappingEntry, readScene } from './humansd-mapping.js';

export interface FormattedHumansdMapping {
  readonly text: string;
  readonly report: ConversionReport;
}

/**
 * Samples as a HumanSD mapping file, in their order; what `parseHumansdMapping` gave comes out as it was. The scene is the
 * picture's folder, so one that is not is lost.
 */
export function formatHumansdMapping(entries: readonly HumansdMappingEntry[]): FormattedHumansdMapping {
  const losses = new ConversionLossLog();
  const records = new Map<string, string>();
  for (const { key, imagePath, prompt, posePath, scene, extra } of entries) {
    if (scene !== readScene(imagePath))
      losses.add({ kind: 'DROPPED', what: 'scene', reason: "a mapping's scene is the folder of its picture" });
    if (records.has(key)) losses.add({ kind: 'MERGED', what: 'entry', reason: 'of one key only the last can stand' });
    records.set(key, formatJson({ ...extra, img_path: imagePath, prompt, pose_path: posePath }));
  }
  const text = `{${[...records].map(([key, record]) => `${JSON.stringify(key)}:${record}`).join(',')}}`;
  return { text, report: losses.toReport('samples', 'humansd-mapping') };
}
