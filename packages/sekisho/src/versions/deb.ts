import { compareSortKeys, endOfDigits, isDigit, isLetter, type KeyedVersion, numberKey } from "./order/sort-key.ts";
import type { VersionScheme } from "./scheme.ts";

/** A version of a Debian package; no epoch is epoch 0, no revision is revision 0. */
export interface DebVersion extends KeyedVersion {}

/**
 * Orders versions of Debian packages, `[epoch:]upstream[-revision]`, as dpkg does.
 *
 * A part is read as texts and numbers in turn. In texts `~` sorts before the end, letters before other characters;
 * numbers are of any size, so that `1.01` equals `1.1`. As dpkg only warns of them, versions that begin with a letter
 * or hold `_` are taken too: packages from elsewhere are installed with such versions.
 */
export const deb: VersionScheme<DebVersion> = {
  id: "deb",
  source: 'deb-version(7), "Sorting algorithm"',
  parse: parseDeb,
  compare: compareSortKeys,
};

const characters = /^[\w.+~:-]+$/;

const end = "\u0002";

/** Sort codes of the characters of a text: `~`, then the end of the text (2), then letters, then the others. */
const codes: readonly string[] = Array.from({ length: 0x80 }, (_, code) => {
  if (code === 0x7e) return "\u0001";
  return isLetter(code) ? String.fromCharCode(code) : String.fromCharCode(code + 0x80);
});

function parseDeb(text: string): DebVersion | undefined {
  const written = text.trim();
  if (!characters.test(written)) return undefined;
  const colon = written.indexOf(":");
  const epoch = colon === -1 ? "0" : written.slice(0, colon);
  if (!/^\d+$/.test(epoch)) return undefined;
  const rest = written.slice(colon + 1);
  const hyphen = rest.lastIndexOf("-");
  const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen);
  const revision = hyphen === -1 ? "0" : rest.slice(hyphen + 1);
  if (upstream === "" || revision === "") return undefined;
  return { sortKey: numberKey(epoch) + partKey(upstream) + partKey(revision) };
}

function partKey(part: string): string {
  let key = "";
  let at = 0;
  while (at < part.length) {
    for (; at < part.length && !isDigit(part.charCodeAt(at)); at++) key += codes[part.charCodeAt(at)] ?? "";
    const endOfNumber = endOfDigits(part, at);
    key += end + numberKey(part.slice(at, endOfNumber));
    at = endOfNumber;
  }
  return key + end;
}
