import { Button, Container, Skeleton, Stack, Title } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Notice } from '../../ui/Notice.js';
import { Pager, type PageVariables } from '../../ui/Pager.js';
import { useAddress } from '../../ui/use-address.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { formatFilter, type ListFilter, parseFilter, toGenerationFilter } from './filter.js';
import { FilterBar } from './FilterBar.js';
import { GenerationDrawer } from './GenerationDrawer.js';
import { GenerationTable } from './GenerationTable.js';
import { useGenerationPage } from './use-generation-page.js';

function NothingFound({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <Notice icon={<IconPhotoOff />} title="No generation is like that">
        Widen the filter, or clear it to see all of them.
      </Notice>
    );
  return (
    <Notice
      icon={<IconPhotoOff />}
      title="Nothing has been generated yet"
      action={
        <Button component={Link} to="/playground">
          Open the playground
        </Button>
      }
    >
      Pick a pose in the playground, describe a scene and press Generate. What comes of it is listed here.
    </Notice>
  );
}

function List({ filter, search }: { readonly filter: ListFilter; readonly search: string }) {
  const [place, setPlace] = useState<PageVariables>({});
  const { page, isLoading, error } = useGenerationPage(toGenerationFilter(filter), place);
  if (error && !page) return <Unreadable title="The generations could not be read" error={error} />;
  if (!page) return <Skeleton height={320} aria-busy={isLoading} />;
  if (page.edges.length === 0) return <NothingFound isFiltered={search !== ''} />;
  return (
    <Stack>
      <GenerationTable
        generations={page.edges.map(({ node }) => node)}
        toDetails={(id) => `/generations/${id}${search}`}
      />
      <Pager pageInfo={page.pageInfo} totalCount={page.totalCount} noun="generation" onTurn={setPlace} />
    </Stack>
  );
}

/** Every generation of the studio, newest first, live; one of them in a drawer where the address names it. */
export function GenerationsPage() {
  const { generationId } = useParams();
  const [params, setParams] = useAddress();
  const navigate = useNavigate();
  const filter = parseFilter(params);
  const search = params.size > 0 ? `?${params}` : '';
  return (
    <Container size="lg" py="lg">
      <Stack>
        <Title order={1} size="h3">
          Generations
        </Title>
        <FilterBar
          filter={filter}
          onChange={(next) => {
            setParams(formatFilter(next));
          }}
        />
        <List key={search} filter={filter} search={search} />
      </Stack>
      <GenerationDrawer
        id={generationId ?? null}
        onShow={(id) => void navigate(`/generations/${id}${search}`)}
        onClose={() => void navigate(`/generations${search}`)}
      />
    </Container>
  );
}
