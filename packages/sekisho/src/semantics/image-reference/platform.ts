/** An operating system and processor, in the names that images use. */
export interface Platform {
  /** `undefined` when only a processor is named: that of the build. */
  readonly os: string | undefined;
  /** `undefined` when only an operating system is named: that of the build. */
  readonly architecture: string | undefined;
}

const componentPattern = /^[\w.-]+$/;
const operatingSystems: ReadonlySet<string> = new Set([
  "aix",
  "android",
  "darwin",
  "dragonfly",
  "freebsd",
  "hurd",
  "illumos",
  "ios",
  "js",
  "linux",
  "nacl",
  "netbsd",
  "openbsd",
  "plan9",
  "solaris",
  "windows",
  "zos",
]);
const architectures: ReadonlyMap<string, string> = new Map([
  ["386", "386"],
  ["amd64", "amd64"],
  ["arm", "arm"],
  ["arm64", "arm64"],
  ["loong64", "loong64"],
  ["mips", "mips"],
  ["mips64", "mips64"],
  ["mips64le", "mips64le"],
  ["mipsle", "mipsle"],
  ["ppc64", "ppc64"],
  ["ppc64le", "ppc64le"],
  ["riscv", "riscv"],
  ["riscv64", "riscv64"],
  ["s390x", "s390x"],
  ["wasm", "wasm"],
  ["aarch64", "arm64"],
  ["armel", "arm"],
  ["armhf", "arm"],
  ["i386", "386"],
  ["x86-64", "amd64"],
  ["x86_64", "amd64"],
]);

/**
 * Reads `os`, `architecture`, `os/architecture` or `os/architecture/variant`; `undefined` for what is none of them.
 * Source: containerd/platforms, Parse and its tables of names.
 */
export function parsePlatform(text: string): Platform | undefined {
  const parts = text.toLowerCase().split("/");
  const [first = "", second] = parts;
  const os = first.replace(/\([^()]*\)$/, "");
  if (parts.length > 3 || ![os, ...parts.slice(1)].every((part) => componentPattern.test(part))) return undefined;
  if (second !== undefined)
    return { os: os === "macos" ? "darwin" : os, architecture: architectures.get(second) ?? second };
  if (operatingSystems.has(os) || os === "macos")
    return { os: os === "macos" ? "darwin" : os, architecture: undefined };
  const architecture = architectures.get(os);
  return architecture === undefined ? undefined : { os: undefined, architecture };
}
