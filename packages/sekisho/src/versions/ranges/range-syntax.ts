/**
 * How prereleases are judged: `dependency` as the package manager does when it chooses a version, `advisory` by their
 * place in the order alone, so that `<1.2.3` holds `1.2.3-beta`. Most package managers know no difference.
 */
export type RangeMode = "dependency" | "advisory";

interface Tester<Version> {
  test(version: Version): boolean;
}

/**
 * Tells whether a range holds a version that its scheme has parsed.
 *
 * This is the type of a method, as `VersionScheme.compare` is one, so that ranges of all schemes fit into one table.
 */
export type VersionTest<Version> = Tester<Version>["test"];

/** How ranges of versions are written for one version scheme. */
export interface RangeSyntax<Version> {
  /** The id of the version scheme. */
  readonly id: string;
  /** The document that says what a range means. */
  readonly source: string;
  /** `undefined` when the text is no range of this syntax; callers report it, they never guess. */
  parse(text: string, mode: RangeMode): VersionTest<Version> | undefined;
}
