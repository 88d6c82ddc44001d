/** A record in a publisher's list of changes. */
export interface ChangedRecord {
  readonly id: string;
  /** RFC 3339, as written. */
  readonly modified: string;
}

const quotes = /^"(.*)"$/;

/**
 * Reads a list of changes with two columns in either order, a time and a name: OSV's `modified_id.csv` (time, id) and
 * the `changes.csv` of CSAF (`"2024/cve-2024-1.json","2024-03-01T00:00:00Z"`). Lines of another form are passed over.
 */
export function readChanges(text: string): readonly ChangedRecord[] {
  const changes: ChangedRecord[] = [];
  for (const line of text.split("\n")) {
    const [left = "", right = ""] = line
      .trim()
      .split(",", 2)
      .map((cell) => cell.trim().replace(quotes, "$1"));
    const isTimeFirst = isTime(left);
    if (left === "" || right === "" || isTimeFirst === isTime(right)) continue;
    changes.push(isTimeFirst ? { modified: left, id: right } : { modified: right, id: left });
  }
  return changes;
}

function isTime(cell: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(cell) && !Number.isNaN(Date.parse(cell));
}

/** Gives the records that changed after a time, and the latest time of all. */
export function changesAfter(
  changes: readonly ChangedRecord[],
  since: string,
): { readonly changed: readonly ChangedRecord[]; readonly latest: string } {
  const sinceMs = Date.parse(since);
  let latest = since;
  for (const { modified } of changes) if (Date.parse(modified) > Date.parse(latest)) latest = modified;
  return { changed: changes.filter(({ modified }) => Date.parse(modified) > sinceMs), latest };
}
