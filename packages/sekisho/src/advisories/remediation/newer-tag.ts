import { findBaseImage } from "../../semantics/base-images/find-base-image.ts";
import { isOperatingSystem } from "../../semantics/base-images/plain-systems.ts";
import { endOfLifeOn } from "../../semantics/base-images/support.ts";
import { findSupportedReference, type SupportWish } from "../../semantics/base-images/supported-tag.ts";
import { type ImageReference, parseImageReference } from "../../semantics/image-reference/image-reference.ts";

/** What a tag is to be raised for. */
export interface TagWish extends SupportWish {
  /** Installed and wanted version of the product that the image is named after. */
  readonly product?: { readonly from: string; readonly to: string };
}

/** The day of a build in a tag: `bookworm-20230109-slim`, `9.2-20230718`. */
const buildDay = /^20\d{6}(?:\.\d{1,4})?$/;

/**
 * Finds the reference to build on instead of one whose image has known flaws, where that can be told without asking a
 * registry: of a release without support the successor; of a tag that names a patch of a distribution or the day of its
 * build the release's own tag; of a tag that names the version of a product the same tag of the wanted version.
 * `undefined` where the tag is right, so that a newer build of it is what is wanted, or where nothing is known of it.
 */
export function findNewerReference(text: string, wish: TagWish): string | undefined {
  const { today, calendar, product } = wish;
  const reference = parseImageReference(text);
  const known = reference === undefined ? undefined : findBaseImage(reference);
  if (reference?.tag === undefined || known === undefined) return undefined;
  const undated = { ...reference, digest: undefined };
  const ended = endOfLifeOn(known, today, calendar);
  const isLeft =
    isOperatingSystem(known) || product === undefined || ended.some(({ subject }) => subject === "product");
  if (ended.length > 0 && isLeft) return findSupportedReference(undated, known, wish);
  if (isOperatingSystem(known)) return releaseReference(reference, known.support[0]?.cycle);
  return product === undefined ? undefined : productReference(reference, product, wish);
}

function releaseReference(reference: ImageReference, cycle: string | undefined): string | undefined {
  const words = (reference.tag ?? "").split("-").filter((word, index) => index === 0 || !buildDay.test(word));
  const [first = "", ...rest] = words;
  const release = cycle !== undefined && first.startsWith(`${cycle}.`) ? cycle : first;
  return retagged(reference, [release, ...rest].join("-"));
}

/** Raises the numbers that a tag names, as many of them as it names: `18.12-slim` → `18.20-slim`. */
function productReference(
  reference: ImageReference,
  { from, to }: NonNullable<TagWish["product"]>,
  wish: SupportWish,
): string | undefined {
  const numbers = /^(v?)(\d{1,9}(?:\.\d{1,9}){0,5})(?=$|-)/.exec(reference.tag ?? "");
  const [whole = "", mark = "", written = ""] = numbers ?? [];
  const precision = written.split(".").length;
  if (whole === "" || firstNumbers(from, precision) !== written) return undefined;
  const raised = firstNumbers(to, precision);
  if (raised === undefined) return undefined;
  const variant = (reference.tag ?? "").slice(whole.length).replace(/(-alpine)\d{1,3}\.\d{1,3}$/, "$1");
  const text = retagged(
    reference,
    `${mark}${raised}${raised === written ? (reference.tag ?? "").slice(whole.length) : variant}`,
  );
  const found = text === undefined ? undefined : parseImageReference(text);
  const successor = found === undefined ? undefined : findBaseImage(found);
  if (found === undefined || successor === undefined || endOfLifeOn(successor, wish.today, wish.calendar).length === 0)
    return text;
  return findSupportedReference(found, successor, wish) ?? text;
}

function firstNumbers(version: string, count: number): string | undefined {
  const numbers = /^v?(\d{1,9}(?:\.\d{1,9}){0,5})/.exec(version)?.[1]?.split(".");
  return numbers === undefined || numbers.length < count ? undefined : numbers.slice(0, count).join(".");
}

function retagged({ text, tag, written }: ImageReference, wanted: string): string | undefined {
  return wanted === tag ? undefined : `${text.slice(0, written.repository.end)}:${wanted}`;
}
