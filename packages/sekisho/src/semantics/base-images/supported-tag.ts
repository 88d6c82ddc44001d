import { type ImageReference, parseImageReference } from "../image-reference/image-reference.ts";
import type { BaseImage } from "./base-image.ts";
import { findBaseImage } from "./find-base-image.ts";
import { endOfLifeOn, findLongestSupported, supportIn } from "./support.ts";
import type { SupportCalendar } from "./support-calendar.ts";
import { releaseOf } from "./tag-facts.ts";

/** Words of a tag that stay when its version goes up. */
const keptWords: ReadonlySet<string> = new Set([
  "slim",
  "minimal",
  "alpine",
  "jre",
  "jdk",
  "fpm",
  "apache",
  "cli",
  "zts",
  "management",
  "headless",
  "perl",
]);

/** On which day, and by which calendar, a release is to be supported; what comes with the program without one. */
export interface SupportWish {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly calendar?: SupportCalendar | undefined;
}

/**
 * Gives the reference of the same image in the release that is maintained longest, `node:18-slim` → `node:24-slim`;
 * `undefined` where the tag says more than a version and a variant, or no such release is known.
 */
export function findSupportedReference(
  reference: ImageReference,
  image: BaseImage,
  { today, calendar }: SupportWish,
): string | undefined {
  const [period] = supportIn(image, calendar);
  const { tag } = reference;
  if (period === undefined || tag === undefined || reference.digest !== undefined) return undefined;
  const [first = "", ...rest] = tag.split("-");
  if (!/^v?\d/.test(first) && releaseOf(first) === undefined) return undefined;
  const variants = rest.map(variantOf);
  if (variants.some((word) => word === undefined)) return undefined;
  const cycle = findLongestSupported(period.product, today, calendar);
  if (cycle === undefined) return undefined;
  const words = [cycle, ...variants.filter((word) => word !== undefined && word !== "")];
  const text = `${reference.text.slice(0, reference.written.repository.end)}:${words.join("-")}`;
  const found = parseImageReference(text);
  const successor = found === undefined ? undefined : findBaseImage(found);
  return successor !== undefined && endOfLifeOn(successor, today, calendar).length === 0 ? text : undefined;
}

/** `alpine3.12` is `alpine`; the code name of a release goes away; anything else is not understood. */
function variantOf(word: string): string | undefined {
  if (releaseOf(word) !== undefined) return "";
  const plain = word.replace(/^(alpine)[\d.]+$/, "$1");
  return keptWords.has(plain) ? plain : undefined;
}
