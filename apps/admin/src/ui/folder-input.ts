import { type InputHTMLAttributes } from 'react';

/** What makes a file input one that takes a folder with all that is in it. */
interface FolderInput extends InputHTMLAttributes<HTMLInputElement> {
  // React's types do not know it yet.
  readonly webkitdirectory: '';
}

export const FOLDER_INPUT: FolderInput = { webkitdirectory: '' };
