import { useQuery } from '@apollo/client/react';
import { type GenerationFilter, GenerationsDocument, type GenerationsQuery } from '../../generated/graphql.js';
import { type PageVariables } from '../../ui/Pager.js';

const PAGE_SIZE = 25;

export interface GenerationPage {
  readonly page: GenerationsQuery['generations'] | undefined;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
}

/** One page of generations; what was shown stays while another is loaded. */
export function useGenerationPage(filter: GenerationFilter, { after, before }: PageVariables): GenerationPage {
  const place = before ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, ...(after && { after }) };
  const { data, previousData, loading, error } = useQuery(GenerationsDocument, {
    variables: { filter, ...place },
    fetchPolicy: 'cache-and-network',
  });
  return { page: (data ?? previousData)?.generations, isLoading: loading, error };
}
