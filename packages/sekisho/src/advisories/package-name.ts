const runOfSeparators = /[-_.]+/g;
const schemeOfAddress = /^https?:\/\//;

/**
 * Gives a name as its ecosystem compares names, so that the name of an advisory and the name of a package meet.
 *
 * Names of distributions and of ecosystems that tell letters apart stay as they are. Sources: PEP 503 for `pypi`; the
 * services of NuGet, Packagist, hex.pm and Bitnami take names in any case; a Swift package is the address of its
 * repository, which stands with and without `https://` and `.git`; Go writes capital letters in paths, and no two
 * modules differ in them alone, while package URLs have none.
 *
 * @param ecosystem With or without a release: `npm`, `debian:12`.
 */
export function normalisePackageName(ecosystem: string, name: string): string {
  switch (ecosystem) {
    case "pypi":
      return name.toLowerCase().replace(runOfSeparators, "-");
    case "bitnami":
    case "composer":
    case "golang":
    case "hex":
    case "nuget":
      return name.toLowerCase();
    case "swift":
      return name
        .toLowerCase()
        .replace(schemeOfAddress, "")
        .replace(/\.git$/, "");
    default:
      return name;
  }
}
