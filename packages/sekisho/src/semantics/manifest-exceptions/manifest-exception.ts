import type { Text } from "../../model/text.ts";
import type { InlineException } from "../inline-exceptions/inline-exception.ts";

/** An exception that stands in a manifest. */
export interface ManifestException extends Pick<InlineException, "tool" | "rule" | "reason" | "owner" | "expires"> {
  /** Name of the only container that is meant; all of the object and the object itself when `undefined`. */
  readonly container: string | undefined;
  /** The only detail of a subject that is meant: `capability:SYS_TIME`. */
  readonly detail: string | undefined;
}

/** An exception that an annotation or label of an object makes. */
export interface AnnotationException extends ManifestException {
  /** JSON pointer of the annotation in the object. */
  readonly pointer: string;
}

/** Something that was meant as an exception and cannot be read as one. */
export interface UnreadableException {
  readonly pointer: string;
  readonly message: Text;
}
