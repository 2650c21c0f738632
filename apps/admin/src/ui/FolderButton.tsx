import { Button, FileButton } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { type InputHTMLAttributes } from 'react';

/** What makes a file input one that takes a folder with all that is in it. */
interface FolderInput extends InputHTMLAttributes<HTMLInputElement> {
  // React's types do not know it yet.
  readonly webkitdirectory: '';
}

const FOLDER_INPUT: FolderInput = { webkitdirectory: '', 'aria-label': 'Folder of pictures' };

interface FolderButtonProps {
  readonly children: string;
  readonly onPick: (files: File[]) => void;
}

/** Picks a folder of pictures, with all that is in it. */
export function FolderButton({ children, onPick }: FolderButtonProps) {
  return (
    <FileButton multiple inputProps={FOLDER_INPUT} onChange={onPick}>
      {(props) => (
        <Button {...props} variant="default" size="xs" leftSection={<IconFolderOpen size={16} />}>
          {children}
        </Button>
      )}
    </FileButton>
  );
}
