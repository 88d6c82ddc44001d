import { readFileSync, writeFileSync } from "node:fs";
import { isRecord, readJsonRecord } from "./read-json.ts";

/** A package-lock.json of lockfileVersion 3, as far as it is read here; everything else is kept as it is. */
type Lock = Readonly<Record<string, unknown>>;
type Entry = Readonly<Record<string, unknown>>;

interface Platform {
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

const operatingSystems = "aix android darwin freebsd linux netbsd openbsd openharmony sunos win32".split(" ");
const processors = "arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64".split(" ");
const exactVersion = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * Adds the optional dependencies that npm left out of a lock file because the registry at hand does not hold them.
 *
 * A second run changes nothing. The new entries have no integrity: npm takes it from the registry where one of them is
 * installed. Throws when a missing dependency asks for a range, because only an exact version says what to lock.
 */
export function completeLock(lock: Lock): Lock {
  const packages = new Map<string, Entry>();
  if (!isRecord(lock["packages"])) throw new Error("package-lock.json: expected an object in packages");
  for (const [path, entry] of Object.entries(lock["packages"])) if (isRecord(entry)) packages.set(path, entry);

  for (const [path, entry] of packages) {
    if (!isRecord(entry["optionalDependencies"])) continue;
    for (const [name, wanted] of Object.entries(entry["optionalDependencies"])) {
      addWhenMissing(packages, { path, entry }, { name, wanted: String(wanted) });
    }
  }
  return { ...lock, packages: Object.fromEntries([...packages].toSorted(byPath)) };
}

/** Reads operating system, processor and C library out of the name of a package that holds one platform's binary. */
export function platformOf(name: string): Platform {
  const words = name.split(/[/-]/);
  const os = words.find((word) => operatingSystems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  const abi = os === "linux" ? words.find((word) => /^(?:gnu|musl)/.test(word)) : undefined;
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(abi === undefined ? {} : { libc: [abi.startsWith("gnu") ? "glibc" : "musl"] }),
  };
}

function addWhenMissing(
  packages: Map<string, Entry>,
  dependent: { readonly path: string; readonly entry: Entry },
  { name, wanted }: { readonly name: string; readonly wanted: string },
): void {
  const found = findResolved(packages, dependent.path, name);
  const isExact = exactVersion.test(wanted);
  if (found !== undefined && (!isExact || packages.get(found)?.["version"] === wanted)) return;
  if (!isExact)
    throw new Error(`${dependent.path}: ${name}@${wanted} is not in the lock file and not an exact version`);

  const top = `node_modules/${name}`;
  const path = packages.has(top) ? `${dependent.path}/node_modules/${name}` : top;
  const { os, cpu, libc } = platformOf(name);
  // In the order in which npm writes them, so that its next run leaves the text alone.
  packages.set(path, {
    version: wanted,
    ...(cpu === undefined ? {} : { cpu }),
    ...(dependent.entry["dev"] === true ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc }),
    optional: true,
    ...(os === undefined ? {} : { os }),
  });
}

/** Walks up the folders as Node does when it resolves a package name. */
function findResolved(packages: ReadonlyMap<string, Entry>, from: string, name: string): string | undefined {
  let folder = from;
  while (true) {
    const candidate = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages.has(candidate)) return candidate;
    if (folder === "") return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")));
  }
}

function byPath([left]: readonly [string, Entry], [right]: readonly [string, Entry]): number {
  return left.localeCompare(right, "en");
}

if (import.meta.main) {
  const file = new URL("../package-lock.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(completeLock(readJsonRecord(readFileSync(file, "utf8"))), null, 2)}\n`);
}
