import type { FoundPackage, PackageType } from "../../model/package.ts";

/** Gives the name that other packages ask for a package by, in the form that compares. */
export function fullNameOf({ type, namespace, name }: Pick<FoundPackage, "type" | "namespace" | "name">): string {
  if (namespace === undefined || namespace === "") return requiredName(type, name);
  return requiredName(type, `${namespace}${type === "maven" ? ":" : "/"}${name}`);
}

/** Gives a name that a package asks for in the form that compares: as the ecosystem tells names apart. */
export function requiredName(type: PackageType, written: string): string {
  switch (type) {
    case "pypi":
      return withoutExtras(written)
        .replace(/[-_.]+/g, "-")
        .toLowerCase();
    case "nuget":
    case "composer":
      return written.toLowerCase();
    case "deb":
    case "opkg":
      // `python3:any`: whichever architecture answers.
      return written.endsWith(":any") || written.endsWith(":native")
        ? written.slice(0, written.lastIndexOf(":"))
        : written;
    default:
      return written;
  }
}

function withoutExtras(name: string): string {
  const bracket = name.indexOf("[");
  return bracket === -1 ? name : name.slice(0, bracket).trimEnd();
}
