import { useDisclosure } from '@mantine/hooks';
import { type DatasetPartsFragment } from '../../generated/graphql.js';
import { ArchivedNotice } from '../../ui/ArchivedNotice.js';
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
  if (archivedAt !== null)
    return (
      <ArchivedNotice
        name={name}
        meaning="Nobody is offered it, and it takes nothing new. Its snapshots and the reports on them are here."
        edits={edits}
        onTakeOut={() => void edits.archive(dataset, false)}
      />
    );
  return (
    <>
      <NamedBar
        noun="data set"
        name={name}
        facts={[description, licence ?? 'no licence', author, source]}
        edits={edits}
        isEditing={opened}
        onEdit={editing.open}
        archiveMeaning="Nobody is offered it any more, and it takes nothing new. Its snapshots and the reports on them stay, and it can be taken out of the archive again."
        onArchive={() => void edits.archive(dataset, true)}
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
