import { openModelFolder, type ModelArtifact, type ModelInfo } from '@contrapposto/backends';
import type { Context } from '../context.js';
import { listModelFolders, resolveModelFolder } from '../model-source.js';
import { formatTable, type CommandResult, type Warning } from '../result.js';

/** `models list`: every model that can be named, opened and checked; what is wrong with one does not hide the others. */
export async function listModels(context: Context): Promise<CommandResult> {
  const models: object[] = [];
  const rows: string[][] = [];
  const warnings: Warning[] = [];
  for (const { name, folder } of listModelFolders(context.config)) {
    try {
      const { info } = await openModelFolder(folder);
      models.push({ name, folder, usable: true, info });
      rows.push([name, summarize(info), folder]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      models.push({ name, folder, usable: false });
      rows.push([name, 'cannot be used', folder]);
      warnings.push({ code: 'MODEL_UNUSABLE', message: `${name}: ${message}` });
    }
  }
  const places = context.config.modelFolders.join(', ');
  return {
    text: rows.length > 0 ? formatTable(rows) : `No model folder in ${places}.`,
    document: { models },
    warnings,
  };
}

/** `models inspect`: what one folder is, after all its checks. */
export async function inspectModel(context: Context, nameOrPath: string): Promise<CommandResult> {
  const artifact = await openModelFolder(resolveModelFolder(context.config, nameOrPath));
  const { folder, info } = artifact;
  return { text: formatTable(describe(artifact)), document: { folder, info } };
}

function summarize({ version, family, defaultSize, weights }: ModelInfo): string {
  return `${version ?? 'no version'}, ${family}, ${defaultSize.width}x${defaultSize.height}, ${toMebibytes(weights.bytes)}`;
}

function describe({ folder, info }: ModelArtifact): string[][] {
  const { defaults, defaultSize, weights } = info;
  const [unet, vae, textEncoder, branch] = Object.values(weights.parameters).map(
    (count) => `${(count / 1e6).toFixed(1)} M`,
  );
  return [
    ['name', `${info.name} ${info.version ?? ''}`.trim()],
    ['folder', folder],
    ['licence', info.licence ?? 'not declared'],
    ['digest', info.digest],
    ['family', info.family],
    ['skeletons', formatRenderer(info)],
    ['size', `${defaultSize.width}x${defaultSize.height}, sides must be multiples of ${info.sizeMultiple}`],
    ['defaults', `${defaults.scheduler}, ${defaults.steps} steps, guidance ${defaults.guidanceScale}`],
    ['negative', defaults.negativePrompt || '(none)'],
    ['tokens', String(info.maxTokens)],
    [
      'weights',
      `${toMebibytes(weights.bytes)} (${weights.dtypes.join(', ')}); unet ${unet}, vae ${vae}, text ${textEncoder}${branch === undefined ? '' : `, branch ${branch}`}`,
    ],
    ['estimator', info.hasPoseEstimator ? 'yes' : 'no'],
    ['scenes', info.scenes.join(', ') || 'not declared'],
  ];
}

function formatRenderer({ rendererProfile, renderSize }: ModelInfo): string {
  if (rendererProfile === null) return 'none: it holds no pose';
  return `${rendererProfile}, drawn at ${renderSize === null ? "the picture's size" : `${renderSize} pixels`}`;
}

function toMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
