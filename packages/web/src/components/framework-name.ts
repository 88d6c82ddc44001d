/** Gives the name of a framework with its version, which some titles have in them already. */
export function frameworkName(title: string, version: string): string {
  return title.includes(version) ? title : `${title} ${version}`;
}
