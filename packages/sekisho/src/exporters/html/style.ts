import { severities } from "../../model/severity.ts";
import { severityStyles } from "../severity-style.ts";

const layout = `
*, *::before, *::after { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI",
  "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif; }
:lang(ja) body, body:lang(ja) { line-height: 1.65; }
main, header, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 0.75rem; }
main > section:first-child h2 { margin-top: 0.5rem; }
h3 { font-size: 1rem; margin: 2rem 0 0.5rem; padding-bottom: 0.35rem; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
h4 { font-size: 1rem; line-height: 1.4; margin: 0; }
code, pre, .place { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono CJK JP",
  "BIZ UDGothic", "MS Gothic", monospace; font-size: 0.875em; }
p code, li code, dd code { background: var(--sunken); border-radius: 4px; padding: 0.1em 0.3em; overflow-wrap: anywhere; }
pre { margin: 0; overflow: auto hidden; line-height: 1.6; }
.cover { padding-top: 2.5rem; padding-bottom: 1.5rem; }
.cover .brand { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; color: var(--muted);
  font-size: 0.875rem; margin-bottom: 0.75rem; }
.brand strong { color: var(--text); letter-spacing: 0.02em; }
.brand nav { display: flex; gap: 0.75rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0.5rem 2rem; margin: 1.25rem 0 0;
  padding-top: 1rem; border-top: 1px solid var(--line); }
.facts dt { color: var(--muted); font-size: 0.8125rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts small { color: var(--muted); }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0.75rem; margin: 0; padding: 0; list-style: none; }
.tile { border: 1px solid var(--line); border-top: 3px solid currentColor; border-radius: 6px; padding: 0.6rem 0.85rem;
  background: var(--raised); }
.tile b { display: block; color: var(--text); font-size: 1.75rem; line-height: 1.2; font-weight: 650;
  font-variant-numeric: tabular-nums; }
.tile.none { color: var(--line); }
.tile.none span, .tile.none b { color: var(--muted); font-weight: 400; }
.lead { font-size: 1.0625rem; margin: 0 0 1rem; }
.notes { list-style: none; margin: 1rem 0 0; padding: 0; }
.notes li { margin: 0.35rem 0; }
.notes pre { display: inline-block; vertical-align: middle; max-width: 100%; background: var(--sunken); border-radius: 4px;
  padding: 0.2rem 0.6rem; user-select: all; }
.box { border: 1px solid var(--line); border-left: 4px solid var(--warning); border-radius: 6px; background: var(--raised);
  padding: 0.85rem 1.1rem; margin: 1.25rem 0; }
.box h2 { margin: 0 0 0.35rem; font-size: 1rem; }
.box ul { margin: 0; padding-left: 1.2rem; }
.box li { overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-size: 0.8125rem; font-weight: 600; color: var(--muted); border-bottom: 1px solid var(--line);
  padding: 0.4rem 0.75rem 0.4rem 0; white-space: nowrap; }
td { border-bottom: 1px solid var(--line); padding: 0.5rem 0.75rem 0.5rem 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; }
td .place { white-space: normal; }
td .rule { color: var(--muted); }
th.wide { width: 42%; }
tbody tr:hover { background: var(--raised); }
.severity { font-weight: 600; white-space: nowrap; }
.finding { border: 1px solid var(--line); border-radius: 8px; background: var(--raised); padding: 1rem 1.15rem;
  margin: 0.75rem 0; scroll-margin-top: 1rem; }
.finding:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.finding header { padding: 0; margin: 0; max-width: none; display: flex; flex-wrap: wrap; gap: 0.15rem 0.75rem;
  align-items: baseline; }
.finding header h4 { flex: 1 1 20rem; overflow-wrap: anywhere; }
.finding .meta { color: var(--muted); font-size: 0.8125rem; margin: 0.15rem 0 0; overflow-wrap: anywhere; }
.finding p { margin: 0.6rem 0 0; overflow-wrap: anywhere; }
.finding dl { margin: 0.85rem 0 0; display: grid; grid-template-columns: 8.5rem 1fr; gap: 0.4rem 1rem; }
.finding dt { color: var(--muted); font-size: 0.875rem; padding-top: 0.05rem; }
.finding dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.finding dd ul { margin: 0; padding: 0; list-style: none; }
.finding dd .code { margin-top: 0; }
.code { margin: 0.75rem 0 0; background: var(--sunken); border-radius: 6px; padding: 0.55rem 0; }
.code caption, .code .label { color: var(--muted); font-size: 0.8125rem; padding: 0 0.9rem 0.25rem; }
.code .line { display: block; padding: 0 0.9rem; }
.code .number { display: inline-block; min-width: 2.2em; margin-right: 0.9em; text-align: right; color: var(--muted);
  user-select: none; }
.code mark { background: var(--mark); color: inherit; text-decoration: underline; text-underline-offset: 0.2em; border-radius: 2px; }
.code .removed { background: var(--removed); }
.code .added { background: var(--added); }
.badge { border: 1px solid var(--line); border-radius: 999px; padding: 0 0.55em; font-size: 0.75rem; color: var(--muted);
  overflow-wrap: anywhere; }
footer { color: var(--muted); font-size: 0.8125rem; padding-top: 2rem; padding-bottom: 3rem; }
@media (max-width: 40rem) {
  .tiles { grid-template-columns: repeat(3, 1fr); }
  .finding dl { grid-template-columns: 1fr; gap: 0.1rem; }
  .finding dd { margin-bottom: 0.5rem; }
  th.optional, td.optional { display: none; }
}`;

const lightColours = `
  --page: #ffffff; --raised: #fafbfc; --sunken: #f1f3f5; --text: #1b1f24; --muted: #57606a; --line: #d8dee4;
  --accent: #0b5cad; --warning: #a16207; --mark: #fde9c8; --removed: #ffe3e0; --added: #dcf5e3;`;

const darkColours = `
  --page: #14171b; --raised: #1a1e23; --sunken: #0f1215; --text: #e6e9ed; --muted: #9aa4af; --line: #323a43;
  --accent: #7cb7ff; --warning: #f2c94c; --mark: #4a3a15; --removed: #43201f; --added: #173322;`;

const paper = `
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
@media print {
  html { color-scheme: light; }
  :root {${lightColours}${severityColours("light")}}
  body { font-size: 10pt; }
  main, header, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .cover { padding-top: 0; }
  nav { display: none !important; }
  a { color: inherit; text-decoration: none; }
  thead { display: table-header-group; }
  tr, .tile, .box li, .code, .finding dd { break-inside: avoid; }
  .facts { grid-template-columns: repeat(3, 1fr); }
  .finding p { orphans: 3; widows: 3; }
  h2, h3 { break-inside: avoid; }
  h2::after, h3::after { content: ""; display: block; height: 12rem; margin-bottom: -12rem; }
  .finding header { display: block; break-inside: avoid; }
  .finding header h4 { display: inline; margin-left: 0.75rem; }
  h2, h3, .finding header, .finding .meta { break-after: avoid; }
  .finding { -webkit-box-decoration-break: clone; box-decoration-break: clone; margin: 0.5rem 0; padding: 0.7rem 0.9rem; }
  .tiles { grid-template-columns: repeat(5, 1fr); }
  h2 { margin-top: 1.5rem; }
  h3 { margin-top: 1rem; }
  .finding dl { display: block; margin-top: 0.5rem; }
  .finding dt { float: left; clear: left; width: 7.5rem; }
  .finding dd { margin: 0 0 0.2rem 8.5rem; }
  .finding p, .code { margin-top: 0.4rem; }
  .code pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .tile, .finding, .code, .box, mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}`;

/** Gives the whole style sheet: light and dark by the reader's preference, A4 on paper. */
export function writeStyleSheet(): string {
  const classes = severities.map((severity) => `.${severity} { color: var(--${severity}); }`).join("\n");
  return [
    `:root {${lightColours}${severityColours("light")}}`,
    `@media (prefers-color-scheme: dark) { :root {${darkColours}${severityColours("dark")}} }`,
    layout,
    classes,
    paper,
  ].join("\n");
}

function severityColours(theme: "light" | "dark"): string {
  return severities.map((severity) => ` --${severity}: ${severityStyles[severity][theme]};`).join("");
}
