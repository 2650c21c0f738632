import { type ApolloCache } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import {
  CreateGenerationDocument,
  type CreateGenerationInput,
  type CreateGenerationMutation,
  GenerationDocument,
  type UserErrorPartsFragment,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';

export interface CreateGeneration {
  readonly create: (input: CreateGenerationInput) => Promise<void>;
  readonly isBusy: boolean;
  readonly problems: readonly Pick<UserErrorPartsFragment, 'field' | 'message'>[];
}

/** The same wish that was not heard of (its answer got lost) keeps its key, so that asking again makes no second one. */
function useIdempotencyKey() {
  const pending = useRef<{ wish: string; key: string } | null>(null);
  return {
    keyOf: (input: CreateGenerationInput): string => {
      const wish = JSON.stringify(input);
      if (pending.current?.wish !== wish) pending.current = { wish, key: createKey() };
      return pending.current.key;
    },
    settle: () => {
      pending.current = null;
    },
  };
}

/** 128 random bits; `randomUUID` exists only in secure contexts, and this page may be opened by plain HTTP in a studio's network. */
function createKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What came is what the stage asks for: it shows the generation at once. */
function rememberGeneration(
  cache: ApolloCache,
  { data }: { data?: CreateGenerationMutation | null | undefined },
): void {
  const generation = data?.createGeneration.generation;
  if (generation)
    cache.writeQuery({ query: GenerationDocument, variables: { id: generation.id }, data: { node: generation } });
}

/** @param onCreated is told the id of the generation */
export function useCreateGeneration(onCreated: (id: string) => void): CreateGeneration {
  const [mutate, { loading }] = useMutation(CreateGenerationDocument, { update: rememberGeneration });
  const [problems, setProblems] = useState<CreateGeneration['problems']>([]);
  const { keyOf, settle } = useIdempotencyKey();

  const create = async (input: CreateGenerationInput) => {
    setProblems([]);
    try {
      const { data } = await mutate({ variables: { input: { ...input, idempotencyKey: keyOf(input) } } });
      settle();
      setProblems(data?.createGeneration.userErrors ?? []);
      const id = data?.createGeneration.generation?.id;
      if (id) onCreated(id);
    } catch (error) {
      setProblems([{ field: null, message: describeError(error) }]);
    }
  };
  return { create, isBusy: loading, problems };
}
