import { Group, List, Text } from '@mantine/core';
import { FolderButton } from '../../ui/FolderButton.js';
import { type PictureMatch } from './match-pictures.js';

/** How many names are told before the rest is counted. */
const SHOWN = 5;

interface NamesProps {
  readonly title: string;
  readonly names: readonly string[];
}

function Names({ title, names }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="red">
        {title}
      </Text>
      <List size="xs">
        {names.slice(0, SHOWN).map((name) => (
          <List.Item key={name}>{name}</List.Item>
        ))}
        {names.length > SHOWN && <List.Item>and {names.length - SHOWN} more</List.Item>}
      </List>
    </div>
  );
}

interface FolderFieldProps {
  /** Null: nothing was picked yet. */
  readonly match: PictureMatch<File> | null;
  readonly sampleCount: number;
  readonly onPick: (files: File[]) => void;
}

/** Picks a folder of pictures; says which samples they are of, which are missing, and which belong to none. */
export function FolderField({ match, sampleCount, onPick }: FolderFieldProps) {
  return (
    <div>
      <Group gap="sm">
        <FolderButton onPick={onPick}>Choose a folder</FolderButton>
        <Text size="sm" role="status">
          {match
            ? `${match.matched.length} of ${sampleCount} samples have their picture.`
            : `PNG, JPEG or WebP, each named after its sample’s key: ${sampleCount} of them.`}
        </Text>
      </Group>
      {match && (
        <>
          <Names title={`Samples without a picture: ${match.missing.length}`} names={match.missing} />
          <Names title={`Files that are no sample’s picture: ${match.unknown.length}`} names={match.unknown} />
          <Names title={`Files of a sample that has one already: ${match.doubled.length}`} names={match.doubled} />
        </>
      )}
    </div>
  );
}
