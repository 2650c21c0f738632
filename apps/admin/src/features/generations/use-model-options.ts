import { useQuery } from '@apollo/client/react';
import { ModelsDocument } from '../../generated/graphql.js';
import { formatModel } from '../../ui/format.js';

export interface ModelOption {
  readonly value: string;
  readonly label: string;
}

/** The models that any worker has offered, to choose one of. */
export function useModelOptions(): ModelOption[] {
  const { data } = useQuery(ModelsDocument);
  return data?.models.edges.map(({ node }) => ({ value: node.id, label: formatModel(node) })) ?? [];
}
