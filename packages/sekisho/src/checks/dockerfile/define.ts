import type { CheckDescription, ParameterSchema, ParametersOf } from "../../model/check.ts";
import type { TextFix } from "../../model/fix.ts";
import type { Severity } from "../../model/severity.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";

/** One way a Dockerfile fails a check. */
export interface DockerfileViolation {
  /** What is wrong here, with the names and values of this file; a sentence. */
  readonly message: Text;
  /** The words to underline, in the file. */
  readonly range: OffsetRange;
  /**
   * What it is about, stable when lines move: a stage's `subject`, refined by the thing in it
   * (`stage:build/package:curl`, `stage:0/variable:FOO`). Violations with one subject become one finding with several
   * pieces of evidence.
   */
  readonly subject: string;
  /** When this one is better or worse than the check's own severity. */
  readonly severity?: Severity;
  readonly fix?: TextFix;
}

/** A Dockerfile, or a Dockerfile with its surroundings. */
export type DockerfileExample =
  | string
  | {
      readonly dockerfile: string;
      /** Files of the build context; a `.dockerignore` among them is read. */
      readonly context?: Readonly<Record<string, string>>;
      readonly parameters?: Readonly<Record<string, unknown>>;
    };

/** A question about Dockerfiles. */
export interface DockerfileCheck<Schema extends ParameterSchema = ParameterSchema> extends CheckDescription {
  readonly parameters?: Schema;
  readonly examples: {
    readonly fail: readonly [DockerfileExample, ...DockerfileExample[]];
    readonly pass: readonly [DockerfileExample, ...DockerfileExample[]];
  };
  /** Every violation in file order; pure. */
  evaluate(build: DockerfileBuild, parameters: ParametersOf<Schema>): readonly DockerfileViolation[];
}

/** Declares a check of a Dockerfile. */
export function defineDockerfileCheck<const Schema extends ParameterSchema = Readonly<Record<never, never>>>(
  check: DockerfileCheck<Schema>,
): DockerfileCheck<Schema> {
  return check;
}
