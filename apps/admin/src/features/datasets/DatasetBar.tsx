import { useDisclosure } from '@mantine/hooks';
import { type DatasetPartsFragment } from '../../generated/graphql.js';
import { NamedBar } from '../../ui/NamedBar.js';
import { OnTermsDialog } from '../../ui/OnTermsDialog.js';
import { useDatasetEdits } from './use-dataset-edits.js';

interface DatasetBarProps {
  readonly dataset: DatasetPartsFragment;
  readonly onChanged: () => unknown;
}

/** What the data set is that is looked at, and what can be done with it. */
export function DatasetBar({ dataset, onChanged }: DatasetBarProps) {
  const edits = useDatasetEdits(onChanged);
  const [opened, editing] = useDisclosure();
  const { name, description, licence, author, source, archivedAt } = dataset;
  return (
    <>
      <NamedBar
        noun="data set"
        name={name}
        facts={[description, licence ?? 'no licence', author, source]}
        edits={edits}
        isEditing={opened}
        onEdit={editing.open}
        archive={{
          isInside: archivedAt !== null,
          inside: 'Nobody is offered it, and it takes nothing new. Its snapshots and the reports on them are here.',
          before:
            'Nobody is offered it any more, and it takes nothing new. Its snapshots and the reports on them stay, and it can be taken out of the archive again.',
          move: (archived) => edits.archive(dataset, archived),
        }}
      />
      <OnTermsDialog
        noun="data set"
        opened={opened}
        thing={dataset}
        edits={edits}
        onDone={editing.close}
        onClose={() => {
          edits.reset();
          editing.close();
        }}
      />
    </>
  );
}
