import type { Location } from "./location.ts";
import type { Text } from "./text.ts";

/**
 * Trouble in what is scanned: what, where, expected, got. The scan goes on.
 * `error`: a part was not examined, the report is partial. `warning`: everything was examined, but the text is doubtful.
 * `info`: nothing is wrong, but the reader may want to know.
 */
export interface Diagnostic {
  /** Stable name such as `dockerfile/unclosed-heredoc`; code branches on it, never on the message. */
  readonly code: string;
  readonly level: "error" | "warning" | "info";
  readonly message: Text;
  readonly location?: Location;
}
