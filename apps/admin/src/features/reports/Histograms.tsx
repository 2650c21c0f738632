import { type ReportDetailFragment } from '../../generated/graphql.js';
import { describeHistogram, layOutHistogram } from './histogram.js';
import classes from './Histograms.module.css';
import { MEASURES } from './metrics.js';

type Distribution = ReportDetailFragment['distributions'][number];

const SIZE = { width: 240, height: 72 };
/** Between two bars, in pixels. */
const GAP = 1;

function Histogram({ distribution }: { readonly distribution: Distribution }) {
  const { measure, edges } = distribution;
  const { label, name } = MEASURES[measure];
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
        {layOutHistogram(distribution).map((bar) => (
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
      <div className={classes.axis} aria-hidden>
        <span>{edges[0]}</span>
        <span>{edges.at(-1)}</span>
      </div>
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
