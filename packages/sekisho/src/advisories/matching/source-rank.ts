/** Who speaks for an ecosystem, the first before the second; what is not named comes last. */
const speakers: ReadonlyMap<string, readonly (readonly string[])[]> = new Map<string, readonly (readonly string[])[]>([
  ["alpine", [["alpine-secdb"], ["osv-alpine"]]],
  ["bitnami", [["osv-bitnami"]]],
  ["cargo", [["osv-crates"]]],
  ["composer", [["osv-packagist", "osv-github"]]],
  ["debian", [["debian-tracker"], ["osv-debian", "debian-changelogs"]]],
  ["gem", [["osv-rubygems"]]],
  ["generic", [["nodejs-core", "rubysec-interpreters"]]],
  ["golang", [["osv-go"]]],
  ["hackage", [["osv-hackage"]]],
  ["hex", [["osv-erlang", "osv-github"]]],
  ["julia", [["osv-julia"]]],
  ["maven", [["osv-github"]]],
  ["npm", [["osv-github"]]],
  ["nuget", [["osv-github"]]],
  ["ol", [["oracle-oval"]]],
  ["pypi", [["osv-pypi"]]],
  ["rhel", [["redhat-vex"], ["osv-redhat"]]],
  ["sles", [["suse-oval"]]],
  ["ubuntu", [["osv-ubuntu"]]],
]);

/** What was removed from a registry as malware is malware, whoever else speaks of the package. */
const heardEverywhere: ReadonlySet<string> = new Set(["osv-malicious"]);
const last = 9;

/**
 * Gives how near a source stands to an ecosystem: 0 for its own database. Where two sources disagree on a flaw, the nearer
 * one is believed. A record that nobody has looked at, of whatever database, stands behind all others: the Go database
 * has thousands that call every version affected.
 */
export function rankSource(source: string, ecosystem: string, isReviewed: boolean | undefined): number {
  if (heardEverywhere.has(source)) return 0;
  if (isReviewed === false) return last;
  const ranks = speakers.get(ecosystem.split(":", 1)[0] ?? "");
  if (ranks === undefined) return 0;
  const rank = ranks.findIndex((sources) => sources.includes(source));
  return rank === -1 ? ranks.length : rank;
}
