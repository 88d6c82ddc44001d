import type { Producer } from "../../model/report.ts";

/** What the writing of an SBOM obeys. */
export interface SbomOptions {
  /** The tool that the document names as its maker. */
  readonly producer: Producer;
  /**
   * RFC 3339; when the document says that it was made. The image's own time when left out, so that the same image gives
   * the same bytes.
   */
  readonly created?: string;
}
