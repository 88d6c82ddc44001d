import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ManifestObject } from "./manifest-object.ts";

/** Trouble with what an object means, such as a policy that cannot be read or roles that take each other in. */
export interface ObjectProblem {
  readonly object: ManifestObject;
  /** JSON pointer in the object. */
  readonly pointer: string;
  readonly code: Diagnostic["code"];
  readonly level: Diagnostic["level"];
  readonly message: Diagnostic["message"];
}
