import type { PipelineParts } from '@contrapposto/model-core';
import type { Branch } from '../model-folder/inspect-branch.js';
import type { NetworkGraph, Networks } from '../model-folder/inspect-networks.js';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { ClipTokenizer } from '../tokenizer/clip-tokenizer.js';
import { OnnxAutoencoder, OnnxConditionAdapter, OnnxControlBranch, OnnxDenoiser, OnnxTextEncoder } from './ports.js';
import type { Session } from './session.js';

export type OpenSession = (label: string, graph: NetworkGraph) => Promise<Session>;

/** Opens a model's networks one after another; whoever gave `open` disposes of what it opened. */
export async function openParts(
  artifact: ModelArtifact,
  networks: Networks,
  open: OpenSession,
): Promise<PipelineParts> {
  const { graphs } = networks;
  const textEncoder = new OnnxTextEncoder(await open('text_encoder', graphs.textEncoder));
  const encoder = await open('vae encoder', graphs.vaeEncoder);
  const decoder = await open('vae decoder', graphs.vaeDecoder);
  const denoiser = new OnnxDenoiser(await open('unet', graphs.unet), networks.unet);
  return {
    tokenizer: createTokenizer(artifact, networks),
    textEncoder,
    autoencoder: new OnnxAutoencoder(encoder, decoder, networks.autoencoder),
    denoiser,
    ...(networks.branch && (await openBranch(networks.branch, open))),
    schedulerConfig: artifact.schedulerConfig,
    ...(artifact.info.latentPreview && { latentPreview: artifact.info.latentPreview }),
  };
}

async function openBranch(
  branch: Branch,
  open: OpenSession,
): Promise<Pick<PipelineParts, 'controlBranch' | 'conditionAdapter'>> {
  if (branch.kind === 'adapter') {
    return { conditionAdapter: new OnnxConditionAdapter(await open('adapter', branch.features)) };
  }
  const embedding = await open('controlnet embedding', branch.embedding);
  const residuals = await open('controlnet', branch.residuals);
  return { controlBranch: new OnnxControlBranch(embedding, residuals) };
}

function createTokenizer({ tokenizer }: ModelArtifact, { textEncoder }: Networks): ClipTokenizer {
  return new ClipTokenizer(tokenizer.tokenizer, tokenizer.config, textEncoder.maxTokens);
}
