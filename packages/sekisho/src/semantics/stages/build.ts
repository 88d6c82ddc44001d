import type {
  ArgInstruction,
  DockerfileSyntax,
  FromInstruction,
  Instruction,
  Word,
} from "../../formats/dockerfile/syntax.ts";
import type { BaseImage } from "../base-images/base-image.ts";
import type { SupportCalendar } from "../base-images/support-calendar.ts";
import type { ImageReference } from "../image-reference/image-reference.ts";

/** What one instruction of a stage starts from: everything that earlier instructions, stages and the base image set. */
export interface StageState {
  /**
   * User and group as written, variables expanded; `undefined` when neither the file nor the base image table tells.
   * Here and in `workdir` a value with an unknown variable keeps its `$` expansions as written.
   */
  readonly user: InheritedValue | undefined;
  /** Absolute where it can be known. */
  readonly workdir: InheritedValue | undefined;
  readonly shell: ShellState;
  /** ENV values in force, expanded; the value is `undefined` where it cannot be known. */
  readonly env: ReadonlyMap<string, VariableState>;
  /**
   * ARG values in force (declared in the stage or in one it is built from, or predefined by BuildKit). A name stands in
   * `args` only while an ENV does not hide it; look here first, then in `env`.
   */
  readonly args: ReadonlyMap<string, VariableState>;
  readonly entrypoint: InheritedCommand | undefined;
  readonly command: InheritedCommand | undefined;
}

/** A value and where it comes from. */
export interface InheritedValue {
  readonly value: string;
  /** The instruction that set it, in this or an earlier stage; `undefined` for the base image's default. */
  readonly setBy: Instruction | undefined;
}

/** ENTRYPOINT or CMD in force. */
export interface InheritedCommand {
  readonly setBy: Instruction | undefined;
  /** Words in JSON form, or one text in shell form. */
  readonly words: readonly string[];
  readonly form: "exec" | "shell";
}

/** A variable in force. */
export interface VariableState {
  /** `undefined` when unknown: an ARG without default, or a value made of unknown parts. */
  readonly value: string | undefined;
  readonly setBy: Instruction | undefined;
}

/** Languages that instructions are written in. `sh` and `bash` are read; the others are left alone and named. */
export type InterpreterDialect =
  | "sh"
  | "bash"
  | "powershell"
  | "cmd"
  | "python"
  | "perl"
  | "ruby"
  | "node"
  | "php"
  | "other";

/** The shell that shell-form instructions run in. */
export interface ShellState {
  readonly words: readonly string[];
  readonly dialect: InterpreterDialect;
  /** True when its words turn on pipefail. */
  readonly hasPipefail: boolean;
  readonly setBy: Instruction | undefined;
}

/** One instruction in its stage. */
export interface Step {
  readonly instruction: Instruction;
  readonly stage: Stage;
  /** State before it runs. */
  readonly state: StageState;
  /** Every step of the file, in file order. */
  readonly all: readonly Step[];
  /** Its place there. */
  readonly index: number;
}

/** What a FROM names. */
export type StageBase =
  | { readonly kind: "scratch" }
  | { readonly kind: "stage"; readonly stage: Stage }
  | {
      readonly kind: "image";
      /** With variables expanded from ARG defaults. */
      readonly name: string;
      /** `undefined` when the name has unknown variables or is no valid reference. */
      readonly reference: ImageReference | undefined;
      /** What we know of the image, when it is a well-known one. */
      readonly known: BaseImage | undefined;
    }
  /** A fragment without FROM, or FROM without an image. */
  | { readonly kind: "unknown" };

/** One build stage. */
export interface Stage {
  /** Counted from 0, as `COPY --from=0` counts; -1 for instructions that stand before the first FROM by mistake. */
  readonly index: number;
  /** Lower case; `undefined` without AS. */
  readonly name: string | undefined;
  /** Names the stage in findings: `stage:NAME`, or `stage:INDEX` without a name or with one that is taken. */
  readonly subject: string;
  /** `undefined` in a fragment without FROM. */
  readonly from: FromInstruction | undefined;
  readonly base: StageBase;
  /** The image or scratch at the end of the chain of stages. */
  readonly root: StageBase;
  readonly steps: readonly Step[];
  /** State after the last step. */
  readonly final: StageState;
  /** True for the target: the last stage, or the one that the configuration names. */
  readonly isTarget: boolean;
  /** True when the target is built from it, or copies or mounts from it. */
  readonly reachesTarget: boolean;
  /** True when the target's filesystem contains its filesystem: the target and the stages it is built FROM. */
  readonly isInTarget: boolean;
  /** What its filesystem runs on: `windows` where the base or `--platform` says so. */
  readonly platform: "linux" | "windows";
}

/** An ARG before the first FROM. */
export interface GlobalArgument {
  readonly instruction: ArgInstruction;
  readonly name: string;
  readonly word: Word;
  readonly value: string | undefined;
}

/** What a Dockerfile means. */
export interface DockerfileBuild {
  readonly syntax: DockerfileSyntax;
  readonly globalArguments: readonly GlobalArgument[];
  /** In file order. */
  readonly stages: readonly Stage[];
  /** By lower-case name; of several with one name the last, as BuildKit has it. */
  readonly stagesByName: ReadonlyMap<string, Stage>;
  /** The stage that is built; `undefined` in a file without instructions. */
  readonly target: Stage | undefined;
  /** Every step of every stage in file order. */
  readonly steps: readonly Step[];
  readonly context: BuildContext;
  /** The day on which support periods are judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** Knows more of them than what comes with the program. */
  readonly calendar?: SupportCalendar;
}

/** What is known of the build context: files beside the Dockerfile. */
export interface BuildContext {
  /** Rules of the .dockerignore in force; `undefined` when there is none, or nobody looked. */
  readonly ignores: ((path: string) => boolean) | undefined;
  /** False for standard input and fragments: nothing may be said about .dockerignore then. */
  readonly isKnown: boolean;
  /**
   * Paths that exist in the context's first levels, relative to it, forward slashes; `undefined` when nobody looked.
   * Lock files tell pins; `.env`, keys and `.git` tell leaks.
   */
  readonly files: readonly string[] | undefined;
}
