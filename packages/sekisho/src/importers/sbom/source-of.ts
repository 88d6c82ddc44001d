import type { SourcePackage } from "../../model/package.ts";
import type { PackageUrl } from "../../semantics/package-url/url-parts.ts";

/**
 * Finds the source package that a package URL names in `upstream`: `glibc`, `glibc@2.36-9`, or the file of a source rpm
 * (`bash-5.1.8-6.el9.src.rpm`).
 */
export function sourceOf(url: PackageUrl | undefined, version: string): SourcePackage | undefined {
  const upstream = url?.qualifiers["upstream"];
  if (upstream === undefined) return undefined;
  const file = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(upstream);
  const [, fileName, fileVersion] = file ?? [];
  if (fileName !== undefined && fileVersion !== undefined) return { name: fileName, version: fileVersion };
  const at = upstream.lastIndexOf("@");
  if (at < 1) return { name: upstream, version };
  return { name: upstream.slice(0, at), version: upstream.slice(at + 1) };
}
