/** The shop's one style sheet, served as `/shop.css`; light and dark by the visitor's own setting. */
export const style = `
:root { color-scheme: light dark; --ink: #14212b; --soft: #55677a; --line: #d9e1e8; --paper: #f6f8fa; --card: #fff;
  --sea: #0b6e8f; --sea-ink: #fff; --brass: #8a5d10; --bad: #a32929; font: 16px/1.55 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ink: #e5edf3; --soft: #98abbb; --line: #2a3946; --paper: #0f1820;
  --card: #16222c; --sea: #4fb3d3; --sea-ink: #06222c; --brass: #e0ac52; --bad: #ff8f8f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); }
a { color: var(--sea); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--brass); outline-offset: 2px; border-radius: 4px; }
svg { fill: none; stroke: currentColor; stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
.skip, .unseen { position: absolute; left: -99em; }
.skip:focus { left: 1em; top: .5em; background: var(--card); padding: .5em 1em; }
.top { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; justify-content: space-between;
  padding: .8rem max(1.2rem, calc((100% - 68rem) / 2)); background: var(--card); border-bottom: 1px solid var(--line); }
.brand { display: flex; gap: .6rem; align-items: center; font-weight: 650; color: var(--ink); text-decoration: none; }
.brand svg { width: 28px; color: var(--brass); stroke-width: 6; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; align-items: center; }
nav a { color: var(--ink); text-decoration: none; } nav a:hover { text-decoration: underline; }
.count { background: var(--brass); color: var(--card); border-radius: 1em; padding: 0 .5em; font-size: .8em; }
main { flex: 1; width: 100%; max-width: 70.4rem; margin: 0 auto; padding: 2rem 1.2rem 3rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
.lead, .hint, .trail, footer { color: var(--soft); } .hint { font-size: .93rem; }
.shelf { list-style: none; margin: 1.5rem 0 0; padding: 0; display: grid; gap: 1.1rem;
  grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); }
.card { display: grid; gap: .1rem; height: 100%; padding: 1rem; color: var(--ink); text-decoration: none;
  background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.card:hover { border-color: var(--sea); }
.art { display: grid; place-items: center; padding: 1.2rem; margin-bottom: .7rem; color: var(--sea);
  background: var(--paper); border-radius: 8px; } .art svg { width: 96px; height: 96px; }
.name { font-weight: 600; } .price { color: var(--brass); font-variant-numeric: tabular-nums; }
.product { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; align-items: start; }
.product .art { background: var(--card); border: 1px solid var(--line); } .product .art svg { width: 60%; height: auto; }
.product .price { font-size: 1.3rem; margin: 0; }
@media (max-width: 40rem) { .product { grid-template-columns: minmax(0, 1fr); } }
.narrow { max-width: 33rem; margin: 0 auto; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.2rem; margin: 1rem 0; }
.stack { display: grid; gap: 1rem; } .row { display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; }
label { display: grid; gap: .3rem; font-weight: 550; } .row label { display: flex; gap: .6rem; align-items: center; flex-wrap: wrap; }
input, select, button { font: inherit; color: inherit; padding: .55rem .8rem; border: 1px solid var(--line);
  border-radius: 8px; background: var(--paper); max-width: 100%; }
select { font-weight: 400; } button { cursor: pointer; } button:hover { border-color: var(--sea); }
button.main { background: var(--sea); border-color: var(--sea); color: var(--sea-ink); font-weight: 600; }
button.link { border: 0; background: none; padding: 0; color: var(--sea); text-decoration: underline; text-underline-offset: 3px; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: .6rem .4rem; border-bottom: 1px solid var(--line); }
tfoot th, tfoot td { border-bottom: 0; font-weight: 650; } .number { text-align: right; font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: .5rem 1.2rem; } .facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.problem { color: var(--bad); font-weight: 600; }
footer { padding: 1.2rem; text-align: center; border-top: 1px solid var(--line); font-size: .9rem; }
`
