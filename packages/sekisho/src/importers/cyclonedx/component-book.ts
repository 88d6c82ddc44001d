import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import { findPlainUrl } from "../../semantics/package-url/plain-url.ts";
import { ownPackageUrl, toolPackageUrl } from "../parts/tool-package-url.ts";
import type { CycloneDxComponent } from "./schema.ts";

/** A package as a flaw names it. */
export interface NamedPackage {
  readonly package: string;
  readonly name: string;
  readonly installed: string;
}

/** Ends the parts of a component that has no package URL. */
const separator = "\n";

/** The components of a document by their references: of each only what names it, since there may be 300,000. */
export class ComponentBook {
  readonly #byRef = new Map<string, string>();

  /** Takes a component in, unless nothing refers to it. */
  add(component: CycloneDxComponent): void {
    const { purl } = component;
    const ref = component["bom-ref"] ?? "";
    const isUrl = typeof purl === "string" && purl !== "";
    if (ref !== "" && ref !== purl) this.#byRef.set(ref, isUrl ? purl : written(component));
  }

  /** Gives the package behind a reference: a component's, a package URL, a link into another document. */
  packageAt(ref: string): NamedPackage | undefined {
    const own = this.#byRef.get(ref) ?? (ref.startsWith("pkg:") ? ref : undefined);
    if (own !== undefined) return toPackage(own);
    const hash = ref.startsWith("urn:cdx:") ? ref.indexOf("#") : -1;
    if (hash === -1) return undefined;
    const fragment = ref.slice(hash + 1);
    const decoded = decode(fragment);
    const linked = this.#byRef.get(fragment) ?? this.#byRef.get(decoded);
    return linked === undefined && !decoded.startsWith("pkg:") ? undefined : toPackage(linked ?? decoded);
  }
}

/** Gives the package that a component is. */
export function packageOf(component: CycloneDxComponent): NamedPackage {
  return toPackage(typeof component.purl === "string" && component.purl !== "" ? component.purl : written(component));
}

function written({ group, name, version }: CycloneDxComponent): string {
  return [group ?? "", name ?? "", version ?? ""].map((part) => part.replaceAll(separator, " ")).join(separator);
}

function toPackage(text: string): NamedPackage {
  if (!text.startsWith("pkg:")) {
    const [group = "", name = "", version = ""] = text.split(separator);
    const full = group === "" ? name : `${group}/${name}`;
    const purl = toolPackageUrl({ kinds: [], name: full === "" ? "unnamed" : full, version });
    return { package: purl, name: full === "" ? "unnamed" : full, installed: version };
  }
  const url = findPlainUrl(text) ?? parsePackageUrl(text);
  if (url === undefined) return { package: text, name: text, installed: "" };
  const { type, namespace = "", name, version = "" } = url;
  return { package: ownPackageUrl(text), name: fullName(type, namespace, name), installed: version };
}

/** The name as the package manager writes it. */
function fullName(type: string, namespace: string, name: string): string {
  if (namespace === "") return name;
  if (type === "maven") return `${namespace}:${name}`;
  return type === "npm" || type === "golang" || type === "composer" ? `${namespace}/${name}` : name;
}

function decode(text: string): string {
  if (text.startsWith("pkg:")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // No encoding that can be undone: the text is what it is.
    return text;
  }
}
