import type { Package } from "../../model/package.ts";
import type { VexProduct } from "../../model/vex.ts";
import { parsePackageUrl } from "../package-url/package-url.ts";
import type { PackageUrl } from "../package-url/url-parts.ts";
import { isPlatform } from "./cpe-platform.ts";
import { type ComparedPackage, matchPackageUrl, type UrlPrecision } from "./match-package-url.ts";
import { isOnlyWithin } from "./only-within.ts";
import { matchImageUrl, type VexTarget } from "./vex-target.ts";

/** How a product of a statement meets a package in a target. */
export interface ProductMatch {
  /** The higher, the closer the statement is to this very package in this very target. */
  readonly specificity: number;
  /** Whether a version or a digest says which software is meant, and not any version of it. */
  readonly isPinned: boolean;
  /** How the document names what matched. */
  readonly product: string;
}

/** A package as products are held against it. */
export interface JudgedPackage extends ComparedPackage {
  readonly package: Package;
}

const precisions: Readonly<Record<UrlPrecision, number>> = { name: 1, range: 2, version: 3 };
/** A hash names the one package with these bytes. */
const hashPrecision = 4;
/** What says where a package is counts less than what says which one it is. */
const precisionWeight = 3;

/** A package URL with its text in the document. */
interface NamedUrl {
  readonly text: string;
  readonly url: PackageUrl;
}

const parsedUrls = new WeakMap<VexProduct, readonly NamedUrl[]>();

/** Tells how a product of a statement meets a package in a target; `undefined` when it means something else. */
export function matchProduct(product: VexProduct, judged: JudgedPackage, target: VexTarget): ProductMatch | undefined {
  if (product.components.length === 0) return matchPackage(product, judged) ?? matchTarget(product, target);
  const holder = matchHolder(product, judged, target);
  if (holder === undefined) return undefined;
  let best: ProductMatch | undefined;
  for (const component of product.components) {
    const part = matchPackage(component, judged);
    if (part === undefined || (best !== undefined && best.specificity >= part.specificity)) continue;
    best = part;
  }
  if (best === undefined) return undefined;
  return {
    specificity: best.specificity + holder.specificity,
    isPinned: best.isPinned || holder.isPinned,
    product: `${holder.product} ${best.product}`,
  };
}

function urlsOf(product: VexProduct): readonly NamedUrl[] {
  const known = parsedUrls.get(product);
  if (known !== undefined) return known;
  const urls = product.purls.flatMap((text): readonly NamedUrl[] => {
    const url = parsePackageUrl(text);
    return url === undefined ? [] : [{ text, url }];
  });
  parsedUrls.set(product, urls);
  return urls;
}

function matchPackage(product: VexProduct, judged: JudgedPackage): ProductMatch | undefined {
  for (const { algorithm, value } of judged.package.hashes) {
    const digest = `${algorithm}:${value}`;
    if (!product.hashes.includes(digest)) continue;
    return { specificity: hashPrecision * precisionWeight, isPinned: true, product: digest };
  }
  // A digest beside the name says which build is meant; where ours is not known, the name has to do.
  let best: ProductMatch | undefined;
  for (const { text, url } of urlsOf(product)) {
    const precision = matchPackageUrl(url, judged, product.versions);
    if (precision === undefined) continue;
    const specificity = precisions[precision] * precisionWeight;
    if (best !== undefined && best.specificity >= specificity) continue;
    best = { specificity, isPinned: precision !== "name", product: text };
  }
  return best;
}

function matchTarget(product: VexProduct, target: VexTarget): ProductMatch | undefined {
  const digest = product.hashes.find((hash) => target.digests.has(hash));
  if (digest !== undefined) return { specificity: 2, isPinned: true, product: digest };
  for (const { text, url } of urlsOf(product)) {
    const found = matchImageUrl(url, target);
    if (found === undefined) continue;
    const isDigest = found === "digest";
    // A digest that is written and is not the target's says that another image is meant.
    if (!isDigest && product.hashes.length > 0) continue;
    return { specificity: isDigest ? 2 : 1, isPinned: isDigest, product: text };
  }
  const name = product.hashes.length > 0 ? undefined : product.names.find((written) => target.names.has(written));
  return name === undefined ? undefined : { specificity: 1, isPinned: false, product: name };
}

/** What parts lie in: the target, the distribution in it, or another package that alone brings them. */
function matchHolder(product: VexProduct, judged: JudgedPackage, target: VexTarget): ProductMatch | undefined {
  const whole = matchTarget(product, target);
  if (whole !== undefined) return whole;
  const { distribution } = target;
  const platform = distribution && product.cpes.find((cpe) => isPlatform(cpe, distribution));
  if (platform !== undefined) return { specificity: 1, isPinned: false, product: platform };
  for (const holder of holdersOf(product, target)) {
    if (!isOnlyWithin(judged.package, holder, target.packages)) continue;
    return { specificity: 1, isPinned: false, product: holder.purl };
  }
  return undefined;
}

function holdersOf(product: VexProduct, target: VexTarget): readonly Package[] {
  const urls = urlsOf(product);
  if (urls.length === 0) return [];
  return target.packages.filter((found) => {
    // Names first: packages are many, and few are the product.
    if (!urls.some(({ url }) => url.name === found.name || found.purl.includes(url.name))) return false;
    const url = parsePackageUrl(found.purl);
    return url !== undefined && matchPackage(product, { url, package: found }) !== undefined;
  });
}
