/** The parts of a package URL, decoded. Source: ECMA-427 and the type definitions of the purl project. */
export interface PackageUrl {
  /** Lower case. */
  readonly type: string;
  /** Segments joined by slashes; npm scopes with their `@`. */
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  /** By key in lower case; none is empty. */
  readonly qualifiers: Readonly<Record<string, string>>;
  readonly subpath?: string;
}
