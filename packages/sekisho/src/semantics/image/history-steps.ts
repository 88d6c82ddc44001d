import { parseShell } from "../../formats/shell/parser.ts";
import { type CommandCall, findCalls } from "../commands/calls.ts";
import { type PackageManagerCall, packageCallOf } from "../commands/package-managers.ts";
import { shellDialects } from "../commands/shells.ts";
import { readCreatedBy } from "./created-by.ts";
import type { ImageContent } from "./image-content.ts";

/** One step of an image's making, understood. */
export interface HistoryStep {
  /** JSON pointer into the image's configuration: `/history/3`. */
  readonly pointer: string;
  /** Index into the history. */
  readonly index: number;
  /** Of the instruction, in capitals. */
  readonly keyword: string;
  /** What follows the keyword; of RUN the command. It may hold secrets. */
  readonly argument: string;
  /** Index of the layer that it made; left out for a step that changed no file. */
  readonly layer?: number;
  /** The base image was made with it: who builds on that cannot change it. */
  readonly isOfBase: boolean;
  /** The calls of a RUN, in order. */
  readonly calls: readonly CommandCall[];
  /** Those of them that call package managers. */
  readonly packageCalls: readonly PackageManagerCall[];
}

/** Longer commands are not taken apart: no build has one, and a history is read whole. */
const maxCommandCharacters = 1_000_000;

const stepsByInventory = new WeakMap<ImageContent["inventory"], readonly HistoryStep[]>();

/** Gives the steps of an image's history, in order; none for what is no image. */
export function historySteps({ inventory }: Pick<ImageContent, "inventory">): readonly HistoryStep[] {
  const known = stepsByInventory.get(inventory);
  if (known !== undefined) return known;
  const steps = readSteps(inventory);
  stepsByInventory.set(inventory, steps);
  return steps;
}

function readSteps({ image, baseImage }: ImageContent["inventory"]): readonly HistoryStep[] {
  if (image === undefined) return [];
  const layerOf = new Map(image.layers.map(({ history, index }) => [history, index]));
  const lastOfBase = baseImage === undefined ? undefined : image.layers[baseImage.layers - 1]?.history;
  return image.history.map(({ createdBy }, index) => {
    const { keyword, argument, shell } = readCreatedBy(createdBy.slice(0, maxCommandCharacters));
    const layer = layerOf.get(index);
    const calls = keyword === "RUN" ? findCalls(parseShell(argument, shellDialects.get(shell ?? "") ?? "sh")) : [];
    return {
      pointer: `/history/${index}`,
      index,
      keyword,
      argument,
      ...(layer === undefined ? {} : { layer }),
      isOfBase: lastOfBase !== undefined && index <= lastOfBase,
      calls,
      packageCalls: calls.flatMap((call) => packageCallOf(call) ?? []),
    };
  });
}
