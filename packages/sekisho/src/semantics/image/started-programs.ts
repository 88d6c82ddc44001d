import { startedLines } from "../stages/entrypoints.ts";
import type { ImageContent } from "./image-content.ts";

/**
 * Gives the base names of the programs that a container of the image starts: those of its entrypoint, command and health
 * check, with the words behind them, for a starter names the program as an argument.
 */
export function startedPrograms({ inventory }: Pick<ImageContent, "inventory">): ReadonlySet<string> {
  const configuration = inventory.image?.configuration;
  if (configuration === undefined) return new Set();
  const { entrypoint, command, healthCheck, shell } = configuration;
  const [kind = "", ...check] = healthCheck?.test ?? [];
  const checkWords = kind === "CMD-SHELL" ? ["/bin/sh", "-c", ...check] : check;
  const words = [...entrypoint, ...command, ...checkWords, ...(shell ?? [])];
  const lines = [startedLines([...entrypoint, ...command]), startedLines(checkWords)].flat(2);
  return new Set([...words, ...lines].map((word) => word.slice(word.lastIndexOf("/") + 1)));
}
