const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;
const unitBytes = 1024;

/** Writes a number of bytes for people: `0 B`, `999 B`, `1.5 KiB`, `118 MiB`. Three digits at most, units of 1024. */
export function formatByteSize(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  // What would be rounded to 1000 or more is written in the next unit.
  while (amount >= (unit === 0 ? unitBytes : 999.5) && unit < units.length - 1) {
    amount /= unitBytes;
    unit++;
  }
  const digits = unit === 0 || amount >= 99.95 ? 0 : 1;
  return `${amount.toFixed(digits)} ${units[unit] ?? "B"}`;
}
