/** Name of a package in its two parts. */
export interface SplitName {
  readonly namespace?: string;
  readonly name: string;
}

/** Splits a name of npm: `@scope/name`. */
export function splitNpmName(full: string): SplitName {
  const slash = full.indexOf("/");
  if (!full.startsWith("@") || slash === -1) return { name: full };
  return { namespace: full.slice(0, slash), name: full.slice(slash + 1) };
}

/** Splits a path at its last slash: modules of Go, repositories of Swift, vendors of Composer. */
export function splitPathName(full: string): SplitName {
  const slash = full.lastIndexOf("/");
  return slash === -1 ? { name: full } : { namespace: full.slice(0, slash), name: full.slice(slash + 1) };
}

/** Splits `group:artifact` of Maven. */
export function splitMavenName(full: string): SplitName {
  const colon = full.indexOf(":");
  return colon === -1 ? { name: full } : { namespace: full.slice(0, colon), name: full.slice(colon + 1) };
}

/** Splits a descriptor of npm at the `@` behind the name: `@a/b@npm:^1` gives `@a/b` and `npm:^1`. */
export function splitDescriptor(descriptor: string): { readonly name: string; readonly range: string } {
  const at = descriptor.indexOf("@", 1);
  return at === -1
    ? { name: descriptor, range: "" }
    : { name: descriptor.slice(0, at), range: descriptor.slice(at + 1) };
}

/** Gives host and path of a repository's address, as package URLs of Swift name it: `github.com/apple/swift-nio`. */
export function repositoryPath(address: string): string {
  return address
    .replace(/^\w{1,20}:\/\//, "")
    .replace(/^(?:[^@/]{1,100}@)?([^/:]{1,200}):(?!\d)/, "$1/")
    .replace(/^[^@/]{1,100}@/, "")
    .replace(/\.git$/, "")
    .replace(/\/$/, "");
}
