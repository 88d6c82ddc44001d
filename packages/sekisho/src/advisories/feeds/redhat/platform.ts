/** A product of Red Hat whose packages are installed on a host or in an image. */
export interface RedHatPlatform {
  /** `rhel:9`. */
  readonly ecosystem: string;
  /** Left out for what every subscription gets. */
  readonly channel?: string;
  /** The minor release that a product of the main channel speaks of: `9.3`. */
  readonly minor?: string;
}

const cpe = /^cpe:\/[ao]:redhat:([a-z0-9_]+)(?::([\d.]+))?(?:::?([a-z0-9_]+))?$/i;
const minorInProduct = /-(\d+\.\d+)(?:\.\d+)*(?:\.|$)/;

/**
 * Gives the platform that a product is, by its CPE; `undefined` for products that are no RPM platform of a known major
 * release. Source: Red Hat, "Identifying products in CSAF and VEX".
 *
 * @param productId `AppStream-9.2.0.Z.MAIN.EUS`: of the main channel it alone names the minor release.
 */
export function findRedHatPlatform(text: string, productId: string): RedHatPlatform | undefined {
  const parts = cpe.exec(text);
  if (parts === null) return undefined;
  const [, product = "", version = "", part = ""] = parts;
  const [major = ""] = version.split(".");
  if (product === "enterprise_linux") {
    if (major === "") return undefined;
    const minor = version.includes(".") ? version : minorInProduct.exec(productId)?.[1];
    return { ecosystem: `rhel:${major}`, ...(minor === undefined ? {} : { minor }) };
  }
  const line = /^(?:rhel|enterprise_linux)_(eus_long_life|eus|aus|tus|e4s|els|e2s)$/.exec(product)?.[1];
  if (line !== undefined && major !== "") {
    return { ecosystem: `rhel:${major}`, channel: `${line.replaceAll("_", "-")}-${version}` };
  }
  const base = /^el(\d+)$/.exec(part)?.[1];
  return base === undefined ? undefined : { ecosystem: `rhel:${base}`, channel: joinVersion(product, version) };
}

function joinVersion(product: string, version: string): string {
  const name = product.replaceAll("_", "-");
  return version === "" ? name : `${name}-${version}`;
}
