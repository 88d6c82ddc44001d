/**
 * Gives the qualifiers of a package URL for where a package comes from: `vcs_url` for a repository, `download_url` for
 * an archive that lies in no registry; `undefined` for a package of a registry. Source: purl specification, known
 * qualifiers.
 */
export function sourceQualifiers(address: string | undefined): Readonly<Record<string, string>> | undefined {
  if (address === undefined) return undefined;
  if (/^git(?:\+|:\/\/|@)/.test(address)) return { vcs_url: withoutPassword(address) };
  if (/^https?:\/\/codeload\.github\.com\//.test(address)) return { download_url: withoutPassword(address) };
  return undefined;
}

/** User names and passwords in addresses are secrets: they are cut out. */
export function withoutPassword(address: string): string {
  return address.replace(/^([\w+]{1,30}:\/\/)[^/@]{1,500}@/, (whole, scheme: string) =>
    whole.endsWith("://git@") ? whole : scheme,
  );
}
