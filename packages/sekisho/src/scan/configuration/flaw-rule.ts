/** What stands before the name of a flaw in the rule of its findings. */
export const flawRulePrefix = "vulnerability/";
/** The rule of every finding about a known flaw. */
export const everyFlaw = `${flawRulePrefix}*`;

/**
 * The name of a flaw or an advisory: a publisher in capitals, hyphens, and a digit somewhere (`CVE-2024-1234`,
 * `GHSA-p6mc-m468-83gw`, `RHSA-2024:1234`, `DSA-5678-1`, `GO-2024-1`). No check has such a name.
 */
export const flawNamePattern =
  /^(?:vulnerability\/)?(?=[^0-9]{0,60}[0-9])[A-Z][A-Za-z]{1,19}(?:-[A-Za-z0-9:._]{1,60}){1,8}$/;

/** Gives the rule of the findings about a flaw by one of its names; `undefined` when the text is no such name. */
export function findFlawRule(written: string): string | undefined {
  if (written === everyFlaw) return everyFlaw;
  const name = written.startsWith(flawRulePrefix)
    ? written
    : written.replace(/^(?:cve|ghsa)-/, (prefix) => prefix.toUpperCase());
  if (!flawNamePattern.test(name)) return undefined;
  return name.startsWith(flawRulePrefix) ? name : `${flawRulePrefix}${name}`;
}
