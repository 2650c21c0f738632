import { type CSSProperties, type ReactNode } from 'react';
import classes from './Facts.module.css';

interface FactProps {
  readonly label: string;
  /** The whole of what is shown, where that is cut short. */
  readonly whole?: string | undefined;
  /** Whether it has a row of its own. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

export function Fact({ label, whole, isWide = false, children }: FactProps) {
  return (
    <div {...(isWide && { className: classes.wide })}>
      <dt>{label}</dt>
      <dd title={whole}>{children}</dd>
    </div>
  );
}

interface FactsProps {
  /** Of what, to those who do not see it. */
  readonly label?: string;
  /** The least of a column, in pixels. */
  readonly width: number;
  readonly children: ReactNode;
}

/** What is known of something, by name, in as many columns as there is room for. */
export function Facts({ label, width, children }: FactsProps) {
  return (
    <dl className={classes.facts} style={{ '--fact-width': `${width}px` } as CSSProperties} aria-label={label}>
      {children}
    </dl>
  );
}
