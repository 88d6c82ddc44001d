import type { DockerfileBuild, Stage } from "../stages/build.ts";
import { joinWorkdir } from "../stages/working-directory.ts";
import { copySources, destinationOf } from "./copied-files.ts";

/** Absolute paths in the image, by stage. */
export type CopiedPlaces = ReadonlyMap<Stage, ReadonlySet<string>>;

/**
 * Gives the places that COPY and ADD put sources of the build context to: the file that a source becomes, and the
 * destination as written, which is a directory when the source is one.
 */
export function copiedPlaces(build: DockerfileBuild): CopiedPlaces {
  const places = new Map<Stage, Set<string>>();
  for (const source of copySources(build)) {
    const { destination } = source.instruction;
    const place = source.isFromContext ? destinationOf({ path: source.path, source, isNamed: true }) : undefined;
    if (place === undefined || destination === undefined) continue;
    const { stage, state } = source.step;
    const inStage = places.get(stage) ?? new Set<string>();
    places.set(stage, inStage.add(place));
    if (destination.variables.length > 0) continue;
    inStage.add(joinWorkdir(state.workdir?.value ?? "/", destination.value, stage.platform));
  }
  return places;
}
