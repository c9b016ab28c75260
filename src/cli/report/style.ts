/** How the page looks. Nothing is loaded: fonts are those of the reader's system. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --panel: #f5f7f9; --line: #d3d9e0; --text: #1b232e; --quiet: #545e6c; --accent: #0b5cad;
  --done: #cbeeda; --on-done: #0b5531; --due: #d3f0ee; --on-due: #0b4c48; --paid: #cfe4ff; --on-paid: #0b4a8f; --begun: #e4e0fb; --on-begun: #47339b;
  --missing: #fdeac5; --on-missing: #6f4300; --failed: #b3261e; --on-failed: #ffffff;
  --incomplete: #fbd8bf; --on-incomplete: #7d3400;
  --wait: #8b95a3; --price: #7a6bd0; --work: #2f7dd1; --file: #17794a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151b; --panel: #1a2029; --line: #343d4a; --text: #e5e9ef; --quiet: #a6b0bd; --accent: #82bbff;
    --done: #123d29; --on-done: #93e6b8; --due: #103c3a; --on-due: #98e4dd; --paid: #12345a; --on-paid: #abd3ff; --begun: #2d2659; --on-begun: #cdc2ff;
    --missing: #43330e; --on-missing: #ffd88a; --failed: #ff8f85; --on-failed: #2b0603;
    --incomplete: #4b2b16; --on-incomplete: #ffc4a1;
    --wait: #7d8896; --price: #a99cf5; --work: #6aaef5; --file: #5fd39b;
  }
}
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body {
  margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 75rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--line) }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
h3 .quiet { font-weight: 400 }
p { margin: .25rem 0 .75rem; max-width: 46rem }
a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
code, .sum, .path { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; unicode-bidi: isolate }
.quiet { color: var(--quiet) }
time { white-space: nowrap }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .75rem 0 0; padding: 0 }
nav a { display: inline-block; padding: .25rem 0 }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

dl.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0 }
.tiles div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; display: flex; flex-direction: column }
.tiles dt { color: var(--quiet); font-size: .875rem; order: 2 }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums }
.tiles dd small { font-size: .875rem; font-weight: 400; color: var(--quiet) }

.box { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0 1rem; overflow-wrap: normal; position: relative; width: fit-content; max-width: 100% }
table { border-collapse: collapse; font-size: .9rem }
.wide { width: 100% }
.wide table { width: 100% }
caption { text-align: left; padding: .5rem .75rem; color: var(--quiet); font-size: .875rem }
th, td { padding: .35rem .75rem; text-align: left; vertical-align: top; unicode-bidi: isolate }
thead th { font-weight: 600; color: var(--quiet); white-space: nowrap; border-bottom: 1px solid var(--line) }
tbody tr + tr > * { border-top: 1px solid var(--line) }
tbody th { font-weight: 500 }
tfoot > tr > * { border-top: 2px solid var(--line); font-weight: 600 }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.name, .path { white-space: nowrap }
.who { min-width: 8rem }
.sum { min-width: 36ch; overflow-wrap: anywhere; line-height: 1.35 }
td.why { min-width: 16rem }

.mark { display: inline-flex; align-items: center; gap: .4em; white-space: nowrap }
.mark b, .grid td { font-weight: 700 }
.mark b, .legend b { display: inline-block; min-width: 1.5em; padding: 0 .2em; text-align: center; border-radius: .25em; line-height: 1.5 }
.done { background: var(--done); color: var(--on-done) }
.due { background: var(--due); color: var(--on-due) }
.paid { background: var(--paid); color: var(--on-paid) }
.begun { background: var(--begun); color: var(--on-begun) }
.open { color: var(--quiet); box-shadow: inset 0 0 0 1px var(--line) }
.missing { background: var(--missing); color: var(--on-missing) }
.failed { background: var(--failed); color: var(--on-failed) }
.incomplete { background: var(--incomplete); color: var(--on-incomplete) }
ul.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; list-style: none; margin: .5rem 0; padding: 0; font-size: .9rem }

.grid { border-collapse: separate; border-spacing: 2px }
.grid th, .grid td { border: 0; padding: .15rem .3rem }
.grid td { width: 1.9rem; min-width: 1.9rem; height: 1.75rem; text-align: center; vertical-align: middle; border-radius: .2rem; line-height: 1.2 }
.grid thead th { text-align: center; font-variant-numeric: tabular-nums; font-size: .8rem }
.grid thead th[scope=colgroup] { text-align: left }
.grid tbody th { white-space: nowrap; max-width: 12rem; overflow: hidden; text-overflow: ellipsis; vertical-align: middle }
.grid tbody th, .grid thead .corner { position: sticky; left: 0; background: var(--page); padding-right: .75rem; text-align: left }
@media (max-width: 30rem) { .grid tbody th { max-width: 7rem } }

.bar { display: block; width: 100%; height: .75rem; border-radius: .2rem; background: var(--panel) }
td.meter { min-width: 7rem; width: 30%; vertical-align: middle }
.amount { fill: var(--work) }
.stack { height: .75rem; margin: 0 0 .5rem }
.stack .done { fill: var(--file) } .stack .due { fill: var(--on-due) } .stack .paid { fill: var(--work) } .stack .begun { fill: var(--price) }
.stack .open { fill: var(--line) } .stack .missing { fill: var(--missing) } .stack .failed { fill: var(--failed) }
.stack .incomplete { fill: var(--on-incomplete) }

.times td.track { min-width: 25rem; width: 60%; padding-left: 0; padding-right: 0;
  background: repeating-linear-gradient(to right, var(--line) 0 1px, transparent 1px 25%) }
.times thead th.scale { padding-left: 0; padding-right: 0 }
.times .scale > span { display: grid; grid-template-columns: repeat(4, 1fr); font-weight: 400; font-variant-numeric: tabular-nums }
.track svg { display: block; width: 100%; height: 1.25rem; overflow: visible }
.legend svg { width: 1.75rem; height: 1.25rem; vertical-align: middle; margin-right: .35rem }
.wait { fill: var(--wait) } .price { fill: var(--price) } .work { fill: var(--work) } .file { fill: var(--file) }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 1.5rem; align-items: start }
.cards .box { width: 100% }
.cards table { width: 100% }
details { margin: .5rem 0 }
summary { cursor: pointer; padding: .35rem 0; font-weight: 600 }
summary .quiet { font-weight: 400 }
.tools label { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center }
input { font: inherit; padding: .35rem .6rem; border: 1px solid var(--quiet); border-radius: .35rem; background: var(--page); color: var(--text); max-width: 100% }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: .875rem; color: var(--quiet) }
@media print { .box { overflow: visible } }
`
