import { Table } from '@mantine/core';
import { type GenerationSummaryFragment } from '../../generated/graphql.js';
import { formatAgo, formatDuration, formatSimilarity } from '../../ui/format.js';
import { LinkedName } from '../../ui/LinkedName.js';
import classes from '../../ui/LinkedTable.module.css';
import own from './GenerationTable.module.css';
import { StateBadge } from './StateBadge.js';
import { Thumbnail } from './Thumbnail.js';

interface GenerationTableProps {
  readonly generations: readonly GenerationSummaryFragment[];
  /** The address of a generation's details, keeping the filter. */
  readonly toDetails: (id: string) => string;
}

function describeTime({ startedAt, finishedAt }: GenerationSummaryFragment): string {
  return startedAt && finishedAt ? formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)) : '–';
}

function Row({ generation, to }: { readonly generation: GenerationSummaryFragment; readonly to: string }) {
  const { state, recipe, model, fidelity, createdAt, error } = generation;
  return (
    <Table.Tr className={classes.row}>
      <Table.Td className={own.picture}>
        <Thumbnail {...generation} />
      </Table.Td>
      <LinkedName
        to={to}
        name={recipe.prompt || 'No prompt'}
        lines={2}
        detail={error ? error.code : `seed ${recipe.seed}, ${recipe.numInferenceSteps} steps, ${recipe.scheduler}`}
        isWrong={error !== null}
      />
      <Table.Td className={classes.fixed}>
        <StateBadge state={state} />
      </Table.Td>
      <Table.Td visibleFrom="sm">{model.name}</Table.Td>
      <Table.Td ta="right">{formatSimilarity(fidelity?.objectKeypointSimilarity)}</Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {describeTime(generation)}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="xs">
        {formatAgo(createdAt)}
      </Table.Td>
    </Table.Tr>
  );
}

export function GenerationTable({ generations, toDetails }: GenerationTableProps) {
  return (
    <Table verticalSpacing={6} highlightOnHover className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th aria-label="Picture" />
          <Table.Th>Prompt</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th visibleFrom="sm">Model</Table.Th>
          <Table.Th ta="right">OKS</Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            Took
          </Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            Asked for
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {generations.map((generation) => (
          <Row key={generation.id} generation={generation} to={toDetails(generation.id)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
