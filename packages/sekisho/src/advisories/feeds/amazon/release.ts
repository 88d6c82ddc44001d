/** Where an erratum of Amazon Linux belongs. */
export interface AmazonRelease {
  readonly ecosystem: string;
  /** The repository of extras that it is for: `extras-docker`, `extras-kernel-5.10`. */
  readonly channel?: string;
}

const erratum = /^ALAS(2023|2022|2)?([A-Z][A-Z0-9._-]*?)?-(\d{4}-\d+)$/i;

/**
 * Gives the release that the id of an erratum names: `ALAS-2018-939` is Amazon Linux 1, `ALAS2-…` is 2, `ALAS2023-…` is
 * 2023. A word between belongs to a repository of extras of Amazon Linux 2, `ALAS2KERNEL-5.10-2022-001`; old ids of
 * extras, `ALASDOCKER-2021-001`, leave out the 2. Source: Amazon Linux 2 documentation, "Security updates".
 */
export function findAmazonRelease(id: string): AmazonRelease | undefined {
  const parts = erratum.exec(id);
  if (parts === null) return undefined;
  const [, release, extra] = parts;
  if (extra !== undefined) {
    const ecosystem = `amzn:${release ?? "2"}`;
    return { ecosystem, channel: `extras-${extra.toLowerCase()}` };
  }
  return { ecosystem: `amzn:${release ?? "2018.03"}` };
}
