/** Names of packages. Source: Debian Policy, 5.6.1. */
const debianName = /^[a-z0-9][a-z0-9+.-]+$/;

/**
 * Gives the package name that a file of `status.d` is named for: builders of distroless images encode names in base64
 * where their build tool cannot take them as they are. No encoded name is a name of a package: it has capital letters.
 */
export function decodeFileName(fileName: string): string {
  if (debianName.test(fileName) || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(fileName)) return fileName;
  const decoded = Buffer.from(fileName, "base64").toString("latin1").trimEnd();
  return debianName.test(decoded) ? decoded : fileName;
}
