import type { FromInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { BaseImage } from "../base-images/base-image.ts";
import type { ImageReference } from "../image-reference/image-reference.ts";
import type { DockerfileBuild, Stage } from "./build.ts";

/** A FROM that names an image outside of the file. */
export interface ExternalBase {
  readonly stage: Stage;
  readonly from: FromInstruction;
  readonly word: Word;
  readonly reference: ImageReference;
  /** What is known of the image, when it is a well-known one. */
  readonly known: BaseImage | undefined;
}

/** Gives every FROM whose image is outside of the file and has a name that can be read, in file order. */
export function externalBases(build: DockerfileBuild): readonly ExternalBase[] {
  let bases = basesByBuild.get(build);
  if (bases === undefined) basesByBuild.set(build, (bases = findExternalBases(build)));
  return bases;
}

const basesByBuild = new WeakMap<DockerfileBuild, readonly ExternalBase[]>();

function findExternalBases(build: DockerfileBuild): readonly ExternalBase[] {
  return build.stages.flatMap((stage) => {
    const { base, from } = stage;
    if (base.kind !== "image" || base.reference === undefined || from?.image === undefined) return [];
    return [{ stage, from, word: from.image, reference: base.reference, known: base.known }];
  });
}

/** Puts another reference in the place of a base image; `undefined` where variables make up its name. */
export function replaceImage({ word }: Pick<ExternalBase, "word">, reference: string): TextEdit | undefined {
  return word.variables.length > 0 ? undefined : { start: word.start, end: word.end, text: reference };
}
