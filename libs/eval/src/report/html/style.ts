/** Of the exported page: nothing is loaded, paper is white, and colours are printed as they are. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2624; --soft: #5b6b67; --line: #dbe3e1; --paper: #fff; --accent: #0f7868; --tint: #edf7f5; --found: #ff9d2e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eeec; --soft: #9db0ab; --line: #33413e; --paper: #141a19; --accent: #4fa999; --tint: #1c2826; } }
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.5rem 4rem; background: var(--paper); color: var(--ink); font: 15px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.15rem; }
h3 { margin: 1.25rem 0 .4rem; font-size: 1rem; }
p { margin: .4rem 0; }
.lead { color: var(--soft); overflow-wrap: anywhere; }
.note { color: var(--soft); font-size: .87rem; max-width: 46rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: 1.25rem 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: .82rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding: .3rem 0; text-align: left; font-weight: 600; }
th, td { padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; }
.summary td b { font-size: 1.15rem; }
.summary tbody th { font-weight: 600; }
.better { display: block; color: var(--soft); font-size: .78rem; font-weight: 400; }
.interval { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .5rem 2rem; align-items: start; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); gap: .5rem 2rem; align-items: start; }
.manifest th { width: 9rem; color: var(--soft); }
.chart { display: block; width: 100%; height: auto; }
.chart text { fill: var(--ink); font-size: 12px; dominant-baseline: middle; }
.chart .label { text-anchor: end; } .chart .number, .chart .end { text-anchor: end; }
.chart .tick, .chart .peak { fill: var(--soft); font-size: 11px; dominant-baseline: auto; } .chart .peak { text-anchor: middle; }
.bar { fill: var(--accent); } .axis { stroke: var(--soft); stroke-width: 1; } .whisker { fill: none; stroke: var(--ink); stroke-width: 1.5; opacity: .75; }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.25rem; }
.sample { margin: 0; break-inside: avoid; }
.panes { display: grid; grid-template-columns: 1fr 1fr; gap: 2px; overflow: hidden; border-radius: 6px; background: var(--line); }
.panes > svg { display: block; width: 100%; height: 100%; background: #101414; }
.none { display: grid; place-items: center; min-height: 8rem; background: var(--tint); color: var(--soft); }
.shade { fill: #0b100f; opacity: .62; }
.expected line, .expected circle { stroke: #fff; opacity: .8; } .expected circle { fill: #fff; }
.found line, .found circle { stroke: var(--found); } .found circle { fill: var(--found); }
.key span { margin-right: 1.25rem; } .key i { display: inline-block; width: 1.1rem; height: .35rem; margin-right: .4rem; border-radius: 2px; vertical-align: middle; }
.key .wanted { background: #fff; box-shadow: 0 0 0 1px var(--soft); } .key .seen { background: var(--found); }
figcaption { padding-top: .4rem; font-size: .87rem; overflow-wrap: anywhere; }
figcaption p { margin: .1rem 0; } .scene { color: var(--accent); } .measures { color: var(--soft); } .measures span { margin-right: .6rem; white-space: nowrap; } .measures b { color: var(--ink); }
.failure { color: #c0392b; }
@media print {
  :root { color-scheme: light; --ink: #1d2624; --soft: #5b6b67; --line: #dbe3e1; --paper: #fff; --accent: #0f7868; --tint: #edf7f5; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3, caption { break-after: avoid; } .block, tr, .chart { break-inside: avoid; }
  .samples, .charts { grid-template-columns: 1fr 1fr; }
}
@page { margin: 16mm; }
`;
