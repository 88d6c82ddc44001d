import type { Word } from "../../formats/dockerfile/syntax.ts";
import type { DockerfileBuild, Step } from "../stages/build.ts";
import { placedInstructions } from "../stages/placed-instructions.ts";
import { expand, lookupIn } from "../stages/variables.ts";

/** How a label's value is judged. */
export type JudgedLabelKind = "url" | "rfc3339" | "spdx" | "hash" | "semver" | "email";

/** One `key=value` of a LABEL. */
export interface PlacedLabel {
  /** Expanded; as written when a variable in it is unknown. */
  readonly key: string;
  readonly keyWord: Word;
  /** Expanded; `undefined` when a variable in it is unknown. */
  readonly value: string | undefined;
  /** The value, or the key where there is no value. */
  readonly valueWord: Word;
  /** Position among the labels of its instruction. */
  readonly index: number;
  readonly step: Step;
}

/** Gives every label in file order, those behind ONBUILD among them. */
export function labelsOf(build: Pick<DockerfileBuild, "steps">): readonly PlacedLabel[] {
  return placedInstructions(build, "LABEL").flatMap(({ instruction, step }) => {
    if (instruction.keyword !== "LABEL") return [];
    const find = lookupIn(step.state, step.stage.root.kind === "scratch");
    return instruction.pairs.map(({ key, value }, index): PlacedLabel => {
      const expanded = value === undefined ? { value: "", isKnown: true } : expand(value, find);
      return {
        key: expand(key, find).value,
        keyWord: key,
        value: expanded.isKnown ? expanded.value : undefined,
        valueWord: value ?? key,
        index,
        step,
      };
    });
  });
}

/** Gives the labels that a schema wants of one kind and whose value is known and not empty. */
export function filledLabelsOfKind(
  build: Pick<DockerfileBuild, "steps">,
  required: Readonly<Record<string, string>>,
  kind: JudgedLabelKind,
): readonly (PlacedLabel & { readonly value: string })[] {
  if (!Object.values(required).includes(kind)) return [];
  return labelsOf(build).flatMap((label) => {
    const { key, value } = label;
    const isJudged = Object.hasOwn(required, key) && required[key] === kind;
    return isJudged && value !== undefined && value.trim() !== "" ? [{ ...label, value }] : [];
  });
}
