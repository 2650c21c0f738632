import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';

interface MorePosesProps {
  /** What it is in its list. */
  readonly as?: 'div' | 'li';
  readonly className: string | undefined;
  readonly onSeen: () => void;
}

/** The end of a list: loads the next page when it comes into view. */
export function MorePoses({ as: Element = 'div', className, onSeen }: MorePosesProps) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const isSeen = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (isSeen) onSeen();
  }, [isSeen, onSeen]);
  return <Element ref={ref} className={className} aria-hidden />;
}
