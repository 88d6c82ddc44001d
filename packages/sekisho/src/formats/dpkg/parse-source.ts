/**
 * Gives the source package of a binary package: `Source: name` or `Source: name (version)`, the binary package's own
 * name and version where the field leaves them out. Source: deb-control(5).
 *
 * A rebuild without changes (`+b2`) has a version of its own and always names the version of the source.
 */
export function parseSource(
  field: string | undefined,
  name: string,
  version: string,
): { readonly name: string; readonly version: string } {
  if (field === undefined || field === "") return { name, version };
  const open = field.indexOf("(");
  if (open === -1) return { name: field.trim(), version };
  const close = field.indexOf(")", open);
  return {
    name: field.slice(0, open).trim() || name,
    version: field.slice(open + 1, close === -1 ? undefined : close).trim() || version,
  };
}
