/**
 * Gives the name under which our checks know a rule: ids and `tool:ID` stay as they are, a bare id of another tool gets
 * its tool (`DL3008` is `hadolint:DL3008`), Trivy's older spellings become today's (`AVD-DS-0002` and `DS002` are
 * `trivy:DS-0002`).
 */
export function canonicalRule(name: string): string {
  if (/^DL\d+$/.test(name)) return `hadolint:${name}`;
  if (/^SC\d+$/.test(name)) return `shellcheck:${name}`;
  if (/^CKV2?_[A-Z0-9_]+$/.test(name)) return `checkov:${name}`;
  const trivy = /^(?:trivy:)?(?:AVD-)?DS-?0*(\d{1,4})$/i.exec(name);
  if (trivy !== null) return `trivy:DS-${(trivy[1] ?? "").padStart(4, "0")}`;
  return name;
}
