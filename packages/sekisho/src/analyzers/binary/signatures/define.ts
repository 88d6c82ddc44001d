/** One way in which a product writes its version into its files. */
export interface VersionPattern {
  /**
   * Matches printable text around a number with a point, the version as its first group. The text ends where printable
   * characters end, at most some 150 bytes from the number.
   */
  readonly text: RegExp;
  /** Stands in the same text, literally: a cheap question before the pattern. Without it, texts up to 48 bytes are asked. */
  readonly anchor?: string;
  /** One of them stands within 4 KiB in front of or behind the version, literally: texts of the same source file. */
  readonly near?: readonly [string, ...string[]];
  /** Asked in the product's own files only, because elsewhere others write the same. */
  readonly isForOwnFiles?: true;
  /** `packed`: 20914 stands for 2.9.14. */
  readonly notation?: "packed";
}

/** How a product is recognised by the version texts in its files. */
export interface VersionSignature {
  /** Name of the package: of the project, lower case. */
  readonly product: string;
  /** As CPE names it. */
  readonly vendor: string;
  /**
   * Names of the product's own files, without directories. Where the first group matches, it is the series, and versions
   * of others are not the product's: `libpython3.11.so.1.0` is no 3.2.
   */
  readonly files: RegExp;
  readonly patterns: readonly [VersionPattern, ...VersionPattern[]];
}

/** A version alone in its text: enough in a file that bears the product's name, and nowhere else. */
export const bareVersion: VersionPattern = {
  text: /(?:^|[^\w.+-])v?(\d+\.\d+(?:\.\d+)?)$/,
  isForOwnFiles: true,
};

/** As `bareVersion`, with three numbers. */
export const bareRelease: VersionPattern = {
  text: /(?:^|[^\w.+-])v?(\d+\.\d+\.\d+(?:-(?:rc|beta|alpha|ga)[\w.]*)?)$/,
  isForOwnFiles: true,
};

/** Declares a product with one version text, an anchor and what follows it. */
export function product(
  name: string,
  vendor: string,
  files: RegExp,
  patterns: readonly [VersionPattern, ...VersionPattern[]],
): VersionSignature {
  return { product: name, vendor, files, patterns };
}
