import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { ModelsDocument, type ModelsQuery } from '../../generated/graphql.js';
import { type ModelDefaults, parseModelDefaults } from './model-defaults.js';

export type ModelChoice = ModelsQuery['models']['edges'][number]['node'];

export interface Models {
  readonly models: readonly ModelChoice[];
  readonly isLoading: boolean;
  /** The chosen one, else the one seen last. */
  readonly current: ModelChoice | undefined;
  readonly defaults: ModelDefaults;
  /** Whether it draws nothing from words alone. */
  readonly needsPose: boolean;
}

/** While no worker has offered a model yet, they are asked for again. */
const POLL_MS = 2_000;

function findNewest(models: readonly ModelChoice[]): ModelChoice | undefined {
  return [...models].sort((a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt))[0];
}

export function useModels(modelId: string | null): Models {
  const [isWaiting, setIsWaiting] = useState(true);
  const { data, loading } = useQuery(ModelsDocument, { pollInterval: isWaiting ? POLL_MS : 0 });
  const models = data?.models.edges.map(({ node }) => node) ?? [];
  if (isWaiting && models.length > 0) setIsWaiting(false);
  const current = models.find(({ id }) => id === modelId) ?? findNewest(models);
  return {
    models,
    isLoading: loading && !data,
    current,
    defaults: parseModelDefaults(current?.defaults),
    needsPose: current?.family !== 'text-only',
  };
}
