/** Where something was seen. Lines and columns count from 1; the end column is the one after the last character. */
export interface Location {
  /** Relative to the working directory, with forward slashes. */
  readonly path: string;
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** JSON pointer into a structured document. */
  readonly pointer?: string;
  /** Digest of the image layer. */
  readonly layer?: string;
}

/** What was seen, and where. */
export interface Evidence {
  readonly location: Location;
  /** Source text of the range, at most a few lines. */
  readonly excerpt?: string;
  /** What is wrong at this place, when a finding has several. */
  readonly message?: string;
}
