import type { Target } from "../../model/report.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { formatPackageUrl } from "../../semantics/package-url/package-url.ts";

/** Gives the package URL of a target that is an image with a known digest; `undefined` for every other. */
export function findImageUrl({ kind, name, digest }: Target): string | undefined {
  if (kind !== "image" || digest === undefined) return undefined;
  const reference = isPath(name) ? undefined : parseImageReference(name);
  if (reference === undefined)
    return formatPackageUrl({ type: "oci", name: fileName(name), version: digest, qualifiers: {} });
  const { registry, repository, tag } = reference;
  return formatPackageUrl({
    type: "oci",
    name: repository.slice(repository.lastIndexOf("/") + 1),
    version: digest,
    qualifiers: { repository_url: `${registry}/${repository}`, ...(tag === undefined ? {} : { tag }) },
  });
}

/** An archive is named by its file. */
function isPath(name: string): boolean {
  return /\.(?:tar|tgz|tar\.gz|tar\.zst|oci)$/i.test(name) || /^(?:\.{0,2}\/|-$)/.test(name);
}

function fileName(path: string): string {
  const base = path.slice(path.lastIndexOf("/") + 1);
  return base.replace(/\.(?:tar|tgz|tar\.gz|tar\.zst|oci)$/i, "").toLowerCase() || "image";
}
