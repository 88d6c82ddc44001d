/**
 * Gives the id of a check of Trivy as its versions from 0.68 on write it, `DS-0002`: before that it was `DS002` with
 * `AVD-DS-0002` beside it. Ids of other forms are somebody's own and stay as they are.
 */
export function trivyRule(id: string): string {
  const parts = /^(?:AVD-)?([A-Z]{2,12})-?(\d{1,5})$/.exec(id);
  return parts === null ? id : `${parts[1]}-${(parts[2] ?? "").padStart(4, "0")}`;
}
