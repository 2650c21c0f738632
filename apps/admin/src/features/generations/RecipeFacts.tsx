import { Anchor, CopyButton } from '@mantine/core';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { Fact, Facts } from '../../ui/Facts.js';
import { formatDate, formatDuration, formatModel } from '../../ui/format.js';

function describeTime({ startedAt, finishedAt }: GenerationDetailFragment): string {
  if (!startedAt || !finishedAt) return '–';
  return formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}

/** Everything that decided the picture, and who drew it when. */
export function RecipeFacts({ generation }: { readonly generation: GenerationDetailFragment }) {
  const { recipe, model, backend, poseVersion, promptVersion, createdAt, attempt, maxAttempts } = generation;
  return (
    <Facts width={130}>
      <Fact label="Pose">{poseVersion ? `${poseVersion.pose.name}, version ${poseVersion.version}` : '–'}</Fact>
      <Fact label="Scene">{promptVersion ? promptVersion.prompt.name : 'own text'}</Fact>
      <Fact label="Seed">{recipe.seed}</Fact>
      <Fact label="Steps">{recipe.numInferenceSteps}</Fact>
      <Fact label="Guidance">{recipe.guidanceScale}</Fact>
      <Fact label="Scheduler">{recipe.scheduler}</Fact>
      <Fact label="Model">{formatModel(model)}</Fact>
      <Fact label="Backend">{backend ? `${backend.name} on ${backend.device}` : '–'}</Fact>
      <Fact label="Asked for">{formatDate(createdAt)}</Fact>
      <Fact label="Took">{describeTime(generation)}</Fact>
      <Fact label="Attempts">{`${attempt} of ${maxAttempts}`}</Fact>
      <Fact label="Recipe">
        <CopyButton value={JSON.stringify(recipe.json, null, 2)}>
          {({ copied, copy }) => (
            <Anchor component="button" type="button" size="sm" onClick={copy}>
              {copied ? 'Copied' : 'Copy as JSON'}
            </Anchor>
          )}
        </CopyButton>
      </Fact>
      {recipe.negativePrompt && (
        <Fact label="Negative prompt" isWide>
          {recipe.negativePrompt}
        </Fact>
      )}
    </Facts>
  );
}
