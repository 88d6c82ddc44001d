/** Gives ids of weaknesses as `CWE-79`; tools also write `79`, `cwe79` and lists in one text. */
export function toWeaknesses(
  written: readonly (string | number | null | undefined)[] | string | null | undefined,
): readonly string[] {
  if (written === undefined || written === null) return noWeaknesses;
  const list = typeof written === "string" ? written.split(/[,;|\s]/) : written;
  if (list.length === 0) return noWeaknesses;
  const found = new Set<string>();
  for (const one of list) {
    const text = String(one ?? "").trim();
    const number = /^(?:cwe[-_: ]?)?(\d{1,6})$/i.exec(text)?.[1];
    if (number !== undefined) found.add(`CWE-${Number(number)}`);
    else if (text !== "") found.add(text);
  }
  return [...found];
}

const noWeaknesses: readonly string[] = [];
