import type { FileListFact, LicensesFact } from "../../model/fact.ts";
import type { FoundPackage } from "../../model/package.ts";
import type { PlacedPackage } from "./placed-package.ts";

/** Gives the packages with the files and licences that the distribution keeps in files of their own. */
export function joinSeparateFiles(
  packages: readonly PlacedPackage[],
  facts: { readonly lists: readonly FileListFact[]; readonly licenses: readonly LicensesFact[] },
): readonly PlacedPackage[] {
  if (facts.lists.length === 0 && facts.licenses.length === 0) return packages;
  const lists = new Map(facts.lists.map((fact) => [keyOf(fact.type, fact.packageName, fact.architecture), fact.paths]));
  const licenses = new Map(facts.licenses.map((fact) => [keyOf(fact.type, fact.packageName), fact.licenses]));
  return packages.map((placed) => {
    const { found } = placed;
    const files = found.files ?? filesOf(found, lists);
    const declared = found.licenses ?? licenses.get(keyOf(found.type, found.name));
    if (files === found.files && declared === found.licenses) return placed;
    return {
      ...placed,
      found: {
        ...found,
        ...(files === undefined ? {} : { files }),
        ...(declared === undefined ? {} : { licenses: declared }),
      },
    };
  });
}

/** dpkg names the list of a package that may be there for several architectures `curl:amd64.list`. */
function filesOf(found: FoundPackage, lists: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  return lists.get(keyOf(found.type, found.name, found.architecture)) ?? lists.get(keyOf(found.type, found.name));
}

function keyOf(type: string, name: string, architecture = ""): string {
  return `${type}\n${name}\n${architecture}`;
}
