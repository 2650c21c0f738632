import { IconError404 } from '@tabler/icons-react';
import { Notice } from './Notice.js';

interface NoSuchProps {
  /** What it is called: `report`. */
  readonly noun: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** In place of something whose address leads nowhere. */
export function NoSuch({ noun, advice = '' }: NoSuchProps) {
  return (
    <Notice icon={<IconError404 />} title={`There is no such ${noun}`}>
      Its address may be mistyped, or it belongs to another studio. {advice}
    </Notice>
  );
}
