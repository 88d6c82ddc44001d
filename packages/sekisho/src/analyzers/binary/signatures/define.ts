/** One way in which a product writes its version into its files. */
export interface VersionPattern {
  /**
   * Matches the version as its first group. With an anchor it is looked for in printable text around a number with a
   * point; without one it must match the whole text, which ends where printable characters end.
   */
  readonly text: RegExp;
  /** Stands in the same text, literally: a cheap question before the pattern. */
  readonly anchor?: string;
  /** Stands within 4 KiB in front of or behind the version, literally: one of the texts of the same source file. */
  readonly near?: readonly [string, ...string[]];
  /** Asked in the product's own files only, because elsewhere others write the same. */
  readonly isForOwnFiles?: true;
  /** `packed`: 20914 stands for 2.9.14. `underscores`: 1_2_3 stands for 1.2.3. */
  readonly notation?: "packed" | "underscores";
}

/** How a product is recognised by the version texts in its files. */
export interface VersionSignature {
  /** Name of the package: of the project, lower case. */
  readonly product: string;
  /** As CPE names it. */
  readonly vendor: string;
  /** The product's own files: their names without directories. */
  readonly files: RegExp;
  readonly patterns: readonly [VersionPattern, ...VersionPattern[]];
}
