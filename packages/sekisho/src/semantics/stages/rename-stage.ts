import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { DockerfileBuild, Stage } from "./build.ts";
import { sourcesOf } from "./stage-sources.ts";

/**
 * Gives the edits that call a stage differently, with every FROM and COPY --from that means it.
 *
 * `undefined` when a mount means it, or a variable spells its name: then only a person can tell all places.
 */
export function renameStage(
  build: DockerfileBuild,
  stage: Stage,
  newName: string,
): readonly [TextEdit, ...TextEdit[]] | undefined {
  const alias = stage.from?.alias;
  if (alias === undefined || stage.name === undefined) return undefined;
  const places: OffsetRange[] = [];
  for (const other of build.stages) {
    const image = other.from?.image;
    if (other.base.kind !== "stage" || other.base.stage !== stage || image === undefined) continue;
    if (image.raw.toLowerCase() !== stage.name) return undefined;
    places.push(image);
  }
  for (const { instruction } of build.steps) {
    for (const { name, namedBy, source } of sourcesOf(build, instruction)) {
      if (source.kind !== "stage" || source.stage !== stage || /^\d+$/.test(name)) continue;
      const word = "value" in namedBy ? namedBy.value : undefined;
      if (word === undefined || word.raw.toLowerCase() !== stage.name) return undefined;
      places.push(word);
    }
  }
  const [first, ...others] = [alias, ...places].map(({ start, end }): TextEdit => ({ start, end, text: newName }));
  return first === undefined ? undefined : [first, ...others];
}

/** Gives a stage name made of a wish and a number that no stage has. */
export function freeStageName(build: Pick<DockerfileBuild, "stagesByName">, wish: string): string {
  let number = 2;
  while (build.stagesByName.has(`${wish}-${number}`)) number++;
  return `${wish}-${number}`;
}
