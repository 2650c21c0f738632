import { Button, Menu, ScrollArea } from '@mantine/core';
import { IconFolder, IconFolderPlus } from '@tabler/icons-react';
import { type Collection } from '../poses/use-places.js';

interface CollectMenuProps {
  readonly collections: readonly Collection[];
  readonly isBusy: boolean;
  readonly onCollect: (collection: Collection) => void;
  readonly onCreate: () => void;
}

/** Puts the poses that are picked into a collection, at its end. */
export function CollectMenu({ collections, isBusy, onCollect, onCreate }: CollectMenuProps) {
  return (
    <Menu position="top-end" shadow="md" width={240}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconFolderPlus size={16} />} loading={isBusy}>
          Collect
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={260}>
          {collections.map((collection) => (
            <Menu.Item
              key={collection.id}
              leftSection={<IconFolder size={16} />}
              onClick={() => {
                onCollect(collection);
              }}
            >
              {collection.name}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
        {collections.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<IconFolderPlus size={16} />} onClick={onCreate}>
          New collection
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
