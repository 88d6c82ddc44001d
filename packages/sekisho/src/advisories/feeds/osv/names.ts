import { type JsonObject, textsOf } from "../../../formats/json/json-value.ts";

/** The names that a record gives to flaws. */
export interface OsvNames {
  readonly aliases: readonly string[];
  readonly upstream: readonly string[];
}

/** Errata of distributions: one of them repairs several flaws. */
const erratum = /^(ALSA|DLA|DSA|DTSA|LSN|MGASA|OESA|RHSA|RLSA|RXSA|SUSE|USN|openSUSE)-/;
const cve = /^CVE-\d{4}-\d{4,}$/;

/**
 * Gives the other names of a record's flaw, and the flaws that it is about.
 *
 * Aliases are one flaw under several names. Errata name the flaws they repair under `related`, `aliases` or `upstream`;
 * taken as aliases these would become one flaw, so all of them count as `upstream`. The `related` of other records are
 * similar flaws, not this one.
 */
export function readOsvNames(id: string, record: JsonObject): OsvNames {
  const aliases = textsOf(record, "aliases");
  const upstream = textsOf(record, "upstream");
  if (!erratum.test(id)) return { aliases: unique(aliases, id), upstream: unique(upstream, id) };
  const related = textsOf(record, "related").filter((name) => cve.test(name));
  return { aliases: [], upstream: unique([...upstream, ...aliases, ...related], id) };
}

function unique(names: readonly string[], own: string): readonly string[] {
  return [...new Set(names)].filter((name) => name !== own && name !== "");
}
