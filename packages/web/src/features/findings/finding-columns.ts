/** What the list can show beside how bad a finding is and what it is, in the order in which it stands there. */
export const findingColumns = [
  "asset",
  "state",
  "since",
  "due",
  "kind",
  "project",
  "rule",
  "package",
  "fixedIn",
  "epss",
  "risk",
] as const;
/** A column that can be shown or not. */
export type FindingColumn = (typeof findingColumns)[number];

/** Columns that are shown when nobody chose others. */
export const usualColumns: readonly FindingColumn[] = ["asset", "state", "since"];

/** Tracks of a grid, and pixels that each needs. */
const widths: Readonly<Record<FindingColumn, { readonly track: string; readonly least: number }>> = {
  asset: { track: "minmax(160px, 1fr)", least: 160 },
  state: { track: "104px", least: 104 },
  since: { track: "104px", least: 104 },
  due: { track: "104px", least: 104 },
  kind: { track: "120px", least: 120 },
  project: { track: "120px", least: 120 },
  rule: { track: "minmax(160px, 1fr)", least: 160 },
  package: { track: "minmax(160px, 1fr)", least: 160 },
  fixedIn: { track: "128px", least: 128 },
  epss: { track: "80px", least: 80 },
  risk: { track: "64px", least: 64 },
};
const fixedLeast = 408;

/** Gives the grid of rows with these columns, and how narrow they can get. */
export function gridOf(columns: readonly FindingColumn[], hasMarks: boolean) {
  const tracks = columns.map((column) => widths[column].track);
  const least = columns.reduce((sum, column) => sum + widths[column].least, fixedLeast);
  const template = [...(hasMarks ? ["24px"] : []), "96px", "minmax(240px, 3fr)", ...tracks].join(" ");
  return { gridTemplateColumns: template, minWidth: least };
}

/** Reads columns as an address names them: `asset,epss`. What is not known is left out; nothing at all is the usual ones. */
export function readColumns(text: string | undefined): readonly FindingColumn[] {
  if (text === undefined) return usualColumns;
  const named = new Set(text.split(","));
  return findingColumns.filter((column) => named.has(column));
}

/** Writes columns for an address; `undefined` for the usual ones. */
export function writeColumns(columns: readonly FindingColumn[]): string | undefined {
  const text = findingColumns.filter((column) => columns.includes(column)).join(",");
  return text === usualColumns.join(",") ? undefined : text;
}
