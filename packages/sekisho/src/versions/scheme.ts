/** How the versions of one kind of package are read and ordered. */
export interface VersionScheme<Version> {
  /** The file's name without its ending. */
  readonly id: string;
  /** The document that defines the order. */
  readonly source: string;
  /** `undefined` when the text is no version of this scheme; callers report it, they never guess. */
  parse(text: string): Version | undefined;
  /** Negative, zero or positive, as for `Array.sort`. A total order over parsed versions; it allocates nothing. */
  compare(left: Version, right: Version): number;
}
