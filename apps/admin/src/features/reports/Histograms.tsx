import { type ReportDetailFragment } from '../../generated/graphql.js';
import { type Bins, describeHistogram, layOutHistogram, widenWholeBins } from './histogram.js';
import classes from './Histograms.module.css';
import { MEASURES } from './metrics.js';

type Distribution = ReportDetailFragment['distributions'][number];

const SIZE = { width: 240, height: 72 };
/** Between two bars, in pixels. */
const GAP = 1;

/** What the scale says: the number of each bin that holds one, else where the first begins and the last ends. */
function Axis({ bins: { edges }, isCount }: { readonly bins: Bins; readonly isCount: boolean }) {
  const marks = isCount ? edges.slice(0, -1) : [edges[0], edges.at(-1)];
  return (
    <div className={classes.axis} data-count={isCount || undefined} aria-hidden>
      {marks.map((mark) => (
        <span key={mark}>{mark}</span>
      ))}
    </div>
  );
}

function Histogram({ distribution }: { readonly distribution: Distribution }) {
  const { label, name, isCount = false } = MEASURES[distribution.measure];
  const bins = isCount ? widenWholeBins(distribution) : distribution;
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{name}</figcaption>
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        preserveAspectRatio="none"
        className={classes.chart}
        role="img"
        aria-label={`${label}: ${describeHistogram(distribution)}`}
      >
        {layOutHistogram(bins, isCount).map((bar) => (
          <g key={bar.from}>
            <title>{bar.label}</title>
            <rect
              className={classes.hover}
              x={bar.from * SIZE.width}
              width={(bar.to - bar.from) * SIZE.width}
              y={0}
              height={SIZE.height}
            />
            <rect
              className={classes.bar}
              x={bar.from * SIZE.width + GAP / 2}
              width={Math.max(GAP, (bar.to - bar.from) * SIZE.width - GAP)}
              y={(1 - bar.height) * SIZE.height}
              height={bar.height * SIZE.height}
            />
          </g>
        ))}
      </svg>
      <Axis bins={bins} isCount={isCount} />
    </figure>
  );
}

/** How the pictures spread, measure by measure. */
export function Histograms({ distributions }: { readonly distributions: readonly Distribution[] }) {
  return (
    <div className={classes.figures}>
      {distributions.map((distribution) => (
        <Histogram key={distribution.measure} distribution={distribution} />
      ))}
    </div>
  );
}
