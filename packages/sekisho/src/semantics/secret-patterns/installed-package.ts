/**
 * Where package managers of languages put what they install, and distributions the sources of Go: a person's settings lie
 * elsewhere.
 */
const installedPackages =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor\/bundle|ruby\/gems|bundle\/gems|lib\/gems|go\/pkg\/mod)\/|^usr\/(?:local\/)?(?:share|lib)\/go(?:-[\d.]{1,8})?\/|^usr\/local\/go\//;

/** Tells whether the path of a file, without a leading slash, is that of a published package that was installed. */
export function isOfInstalledPackage(path: string): boolean {
  return installedPackages.test(path);
}
