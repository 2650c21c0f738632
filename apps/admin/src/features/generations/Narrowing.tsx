import { skipToken, useQuery } from '@apollo/client/react';
import { Group, Pill } from '@mantine/core';
import { PosePlacesDocument, PromptsDocument } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';
import { usePose } from '../playground/use-poses.js';
import { type ListFilter } from './filter.js';

interface NarrowingProps {
  readonly filter: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

interface Term {
  readonly text: string;
  /** The filter without it. */
  readonly without: Partial<ListFilter>;
}

function usePromptName(id: string | null): string {
  const { data } = useQuery(PromptsDocument, id === null ? skipToken : {});
  return data?.prompts.edges.find(({ node }) => node.id === id)?.node.name ?? 'one of the library';
}

function useLibraryName(id: string | null): string {
  const { data } = useQuery(PosePlacesDocument, id === null ? skipToken : {});
  return data?.poseLibraries.edges.find(({ node }) => node.id === id)?.node.name ?? 'one of the studio';
}

/** What another page has led here by, each to be taken away. */
export function Narrowing({ filter, onChange }: NarrowingProps) {
  const { poseId, promptId, prompt, scene, libraryId, reports } = filter;
  const pose = usePose(poseId)?.name ?? 'one of the library';
  const template = usePromptName(promptId);
  const library = useLibraryName(libraryId);
  const terms: (Term | false)[] = [
    poseId !== null && { text: `Pose: ${pose}`, without: { poseId: null } },
    promptId !== null && { text: `Prompt: ${template}`, without: { promptId: null } },
    prompt !== null && { text: `Prompt: “${prompt}”`, without: { prompt: null } },
    scene !== null && { text: `Scene: ${formatName(scene)}`, without: { scene: null } },
    libraryId !== null && { text: `Library: ${library}`, without: { libraryId: null } },
    reports === 'ONLY' && { text: "Evaluation reports' alone", without: { reports: 'WITHOUT' } },
    reports === 'ALL' && { text: "Evaluation reports' too", without: { reports: 'WITHOUT' } },
  ];
  const shown = terms.filter((term) => term !== false);
  if (shown.length === 0) return null;
  return (
    <Group gap={6} mt={8} role="group" aria-label="Only of">
      {shown.map(({ text, without }) => (
        <Pill
          key={text}
          withRemoveButton
          removeButtonProps={{ 'aria-label': `Without ${text}`, 'aria-hidden': false, tabIndex: 0 }}
          onRemove={() => {
            onChange({ ...filter, ...without });
          }}
        >
          {text}
        </Pill>
      ))}
    </Group>
  );
}
