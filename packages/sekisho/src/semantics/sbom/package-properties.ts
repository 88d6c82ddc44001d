import type { Confidence, Package } from "../../model/package.ts";

/** A name with a value, as CycloneDX and SPDX 3 carry what they have no field for. A name may come several times. */
export interface SbomProperty {
  readonly name: string;
  readonly value: string;
}

/** Digests of one layer. */
export interface LayerDigests {
  readonly digest?: string;
  readonly diffId: string;
}

/** What a package says beyond the fields of a format. */
export type PackageDetails = Pick<
  Package,
  "architecture" | "source" | "module" | "foundBy" | "confidence" | "isDirect" | "isDevelopment"
>;

/**
 * Tells whether a package URL can stand where formats want one. Of a package that another document names by a text that
 * is none, the text is kept as a property.
 */
export function isWritableUrl(purl: string): boolean {
  return /^pkg:[a-z][a-z0-9.-]*\/[!-~]+$/.test(purl);
}

/** The namespace of all our properties, as registered names of CycloneDX begin with the name of a tool. */
const prefix = "sekisho:";

/** Gives what the fields of a format do not hold. Layers are named by their digests too: an index says little alone. */
export function packageProperties(found: Package, layers: readonly LayerDigests[]): SbomProperty[] {
  const { architecture, source, module, foundBy, confidence, isDirect, isDevelopment } = found;
  const properties: SbomProperty[] = [];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) properties.push({ name: `${prefix}${name}`, value });
  };
  if (!isWritableUrl(found.purl)) add("purl", found.purl);
  add("architecture", architecture);
  add("source:name", source?.name);
  add("source:version", source?.version);
  add("module", module);
  for (const analyzer of foundBy) add("foundBy", analyzer);
  if (confidence !== "certain") add("confidence", confidence);
  if (isDirect !== undefined) add("direct", String(isDirect));
  if (isDevelopment !== undefined) add("development", String(isDevelopment));
  for (const layer of new Set(found.locations.map((location) => location.layer))) {
    const digests = layer === undefined ? undefined : layers[layer];
    add("layer:digest", digests?.digest);
    add("layer:diffId", digests?.diffId);
  }
  return properties;
}

/** Gives the package URL of an entry: that of its field, else the text that was none. */
export function findUrl(field: string | undefined, properties: Iterable<SbomProperty>): string | undefined {
  if (field !== undefined) return field;
  for (const { name, value } of properties) if (name === "sekisho:purl") return value;
  return undefined;
}

/** Reads what {@link packageProperties} wrote; properties of other programs are passed over. */
export function readPackageProperties(properties: Iterable<SbomProperty>): PackageDetails {
  const details: Mutable<PackageDetails> = { foundBy: nobody, confidence: "certain" };
  let foundBy: string[] | undefined;
  let sourceVersion = "";
  for (const { name, value } of properties) {
    if (name === "sekisho:foundBy") (foundBy ??= []).push(value);
    else if (name === "sekisho:source:version") sourceVersion = value;
    else if (name.startsWith(prefix)) readDetail(name.slice(prefix.length), value, details);
  }
  if (foundBy !== undefined) details.foundBy = foundBy.sort();
  if (details.source !== undefined) details.source = { name: details.source.name, version: sourceVersion };
  return details;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function readDetail(key: string, value: string, details: Mutable<PackageDetails>): void {
  if (key === "architecture") details.architecture = value;
  else if (key === "module") details.module = value;
  else if (key === "source:name") details.source = { name: value, version: "" };
  else if (key === "confidence") details.confidence = readConfidence(value);
  else if (key === "direct") readClaim(value, (claim) => (details.isDirect = claim));
  else if (key === "development") readClaim(value, (claim) => (details.isDevelopment = claim));
}

const nobody: readonly string[] = [];

function readConfidence(text: string): Confidence {
  return text === "likely" || text === "possible" ? text : "certain";
}

function readClaim(text: string, take: (claim: boolean) => void): void {
  if (text === "true" || text === "false") take(text === "true");
}
