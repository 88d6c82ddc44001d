import {
  compareSortKeys,
  endOfDigits,
  isDigit,
  isLetter,
  type KeyedVersion,
  numberKey,
  textKey,
} from "./order/sort-key.ts";
import type { VersionScheme } from "./scheme.ts";

/** Epoch, version and release of an RPM package. */
export interface RpmVersion extends KeyedVersion {
  /** The key without the release: what a demand without release compares. */
  readonly keyWithoutRelease: string;
  readonly hasRelease: boolean;
}

/**
 * Orders versions of RPM packages, `[epoch:]version[-release]`, as rpmvercmp does part by part.
 *
 * No epoch is epoch 0. Separators divide, and have no order themselves. At one place `~` sorts before the end, the end
 * before `^`, `^` before letters, letters before digits. A version without release sorts before the same one with a
 * release; in a range it stands for every release.
 */
export const rpm: VersionScheme<RpmVersion> = {
  id: "rpm",
  source: 'rpm-version(7); rpm reference manual, "Versioning"',
  parse: parseRpm,
  compare: compareSortKeys,
};

/** What rpmbuild takes. */
const characters = /^[\w.+%{}~^:-]+$/;

const tilde = "\u0001";
const end = "\u0002";
const caret = "\u0003";
const letters = "\u0004";
const digits = "\u0005";

function parseRpm(text: string): RpmVersion | undefined {
  const written = text.trim();
  if (!characters.test(written)) return undefined;
  const colon = endOfDigits(written, 0);
  const hasEpoch = written.charCodeAt(colon) === 0x3a;
  const epoch = hasEpoch ? written.slice(0, colon) : "";
  const rest = hasEpoch ? written.slice(colon + 1) : written;
  const hyphen = rest.lastIndexOf("-");
  const version = hyphen === -1 ? rest : rest.slice(0, hyphen);
  const release = hyphen === -1 ? undefined : rest.slice(hyphen + 1);
  if (version === "" || release === "") return undefined;
  const keyWithoutRelease = numberKey(epoch) + partKey(version);
  const releaseKey = release === undefined ? "" : partKey(release);
  return { sortKey: keyWithoutRelease + releaseKey, keyWithoutRelease, hasRelease: release !== undefined };
}

function partKey(part: string): string {
  let key = "";
  let at = 0;
  while (at < part.length) {
    const code = part.charCodeAt(at);
    const start = at;
    if (isDigit(code)) {
      at = endOfDigits(part, at);
      key += digits + numberKey(part.slice(start, at));
    } else if (isLetter(code)) {
      while (isLetter(part.charCodeAt(at))) at++;
      key += letters + textKey(part.slice(start, at));
    } else {
      at++;
      if (code === 0x7e) key += tilde;
      else if (code === 0x5e) key += caret;
    }
  }
  return key + end;
}
