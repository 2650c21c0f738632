import classes from './LostBar.module.css';

interface LostBarProps {
  /** 0..1 */
  readonly share: number;
  /** Of all pictures: a mark on the bar. */
  readonly among?: number | undefined;
  readonly label: string;
}

/** A share that is lost, as a bar with its number. */
export function LostBar({ share, among, label }: LostBarProps) {
  const percent = `${Math.round(share * 100)} %`;
  return (
    <div className={classes.row}>
      <div
        className={classes.track}
        role="meter"
        aria-label={label}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className={classes.bar} style={{ width: `${share * 100}%` }} />
        {among !== undefined && <div className={classes.mark} style={{ left: `${among * 100}%` }} />}
      </div>
      <span className={classes.number}>{percent}</span>
    </div>
  );
}
