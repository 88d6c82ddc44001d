import { parsePackageUrl } from "../../../semantics/package-url/package-url.ts";

/** A package of a product, as a document names it. */
export interface RedHatComponent {
  readonly name: string;
  readonly names: "source" | "binary";
  /** `[epoch:]version-release`; left out where every version is meant. */
  readonly version?: string;
  /** Left out for `noarch` and where every architecture is meant. */
  readonly architecture?: string;
  /** `nodejs:18`. */
  readonly module?: string;
}

const nevra = /^(.+)-(?:(\d+):)?([^-:]+)-([^-]+)\.([a-z0-9_]+)$/;
const builtFor = /^(src|noarch|aarch64|i[3-6]86|ppc|ppc64|ppc64le|s390|s390x|x86_64|ia64|riscv64)$/;

/** Gives the package that a package URL names; `undefined` for what is no RPM. */
export function readPurlComponent(text: string): RedHatComponent | undefined {
  const url = parsePackageUrl(text);
  if (url === undefined || url.type !== "rpm") return undefined;
  const qualifiers = new Map(Object.entries(url.qualifiers ?? {}));
  const epoch = qualifiers.get("epoch");
  const module = qualifiers.get("rpmmod");
  return {
    ...describeArchitecture(url.name, qualifiers.get("arch")),
    ...(url.version === undefined ? {} : { version: withEpoch(epoch, url.version) }),
    ...(module === undefined ? {} : { module: streamOf(module) }),
  };
}

/** Gives the package that an id names: `openssl-1:3.0.7-27.el9.x86_64`, `kernel`, `openssl.src`. */
export function readNamedComponent(id: string): RedHatComponent | undefined {
  const [written, stream] = splitModule(id);
  const module = stream === undefined ? {} : { module: stream };
  const parts = nevra.exec(written);
  const [, name = "", epoch, version = "", release = "", architecture = ""] = parts ?? [];
  if (parts !== null && builtFor.test(architecture)) {
    return {
      ...describeArchitecture(name, architecture),
      version: withEpoch(epoch, `${version}-${release}`),
      ...module,
    };
  }
  if (!/^[A-Za-z0-9][\w.+-]*$/.test(written)) return undefined;
  if (written.endsWith(".src")) return { name: written.slice(0, -".src".length), names: "source", ...module };
  // Documents without package URLs name what Red Hat tracks: source packages.
  return { name: written, names: "source", ...module };
}

/** `nodejs:18/nodejs` and `nodejs::nodejs:18` both name a package of a stream. */
function splitModule(id: string): readonly [string, string?] {
  const behind = id.indexOf("::");
  if (behind !== -1) return [id.slice(0, behind), streamOf(id.slice(behind + 2))];
  const slash = id.indexOf("/");
  return slash !== -1 && id.slice(0, slash).includes(":") ? [id.slice(slash + 1), streamOf(id.slice(0, slash))] : [id];
}

/** Name and stream of `name:stream:version:context`. */
export function streamOf(module: string): string {
  return module.split(":").slice(0, 2).join(":");
}

function withEpoch(epoch: string | undefined, version: string): string {
  return epoch === undefined || epoch === "0" ? version : `${epoch}:${version}`;
}

function describeArchitecture(name: string, architecture: string | undefined) {
  if (architecture === "src") return { name, names: "source" as const };
  const isAny = architecture === undefined || architecture === "noarch";
  return { name, names: "binary" as const, ...(isAny ? {} : { architecture }) };
}
