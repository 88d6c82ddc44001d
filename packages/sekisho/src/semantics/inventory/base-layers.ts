import type { HistoryEntry, ImageDescription } from "../../model/image.ts";
import type { BaseImage } from "../../model/inventory.ts";

const baseName = "org.opencontainers.image.base.name";
const baseDigest = "org.opencontainers.image.base.digest";

/**
 * Finds where the base image ends by comparing layers: an image's base has the same lowest layers.
 *
 * @param diffIds Those of the base image, the lowest first.
 * @returns `undefined` when the layers are not the same, so that the named image is not the base.
 */
export function compareBase(
  image: ImageDescription,
  base: { readonly name: string; readonly digest?: string; readonly diffIds: readonly string[] },
): BaseImage | undefined {
  const isSame =
    base.diffIds.length > 0 && base.diffIds.every((diffId, index) => image.layers[index]?.diffId === diffId);
  if (!isSame) return undefined;
  return {
    name: base.name,
    ...(base.digest === undefined ? {} : { digest: base.digest }),
    layers: base.diffIds.length,
    known: "compared",
  };
}

/**
 * Guesses from the history where the base image ends: behind the last CMD or ENTRYPOINT that has files above it, for
 * whoever builds an image seldom sets its command before its files are in. A distribution's own root file system, as its
 * makers build it, is a base in any case. `undefined` when the history tells nothing: the image may be a base itself.
 */
export function guessBase({ history, layers, annotations }: ImageDescription): BaseImage | undefined {
  const end = guessEnd(history);
  const count = layers.filter((layer) => layer.history !== undefined && layer.history < end).length;
  if (end === 0 || count === 0 || count === layers.length) return undefined;
  const name = annotations[baseName];
  const digest = annotations[baseDigest];
  return {
    ...(name === undefined || name === "" ? {} : { name }),
    ...(digest === undefined || digest === "" ? {} : { digest }),
    layers: count,
    known: "guessed",
  };
}

/** Gives the number of history entries that are taken for the base image's. */
function guessEnd(history: readonly HistoryEntry[]): number {
  const top = history.findLastIndex((entry) => !entry.isEmptyLayer);
  for (let at = top - 1; at >= 0; at--) {
    const entry = history[at];
    if (entry?.isEmptyLayer === true && setsCommand(entry.createdBy)) return at + 1;
  }
  return history[0] !== undefined && isRootFileSystem(history[0]) ? 1 : 0;
}

/** As BuildKit (`CMD ["bash"]`), Docker before it (`/bin/sh -c #(nop)  CMD ["bash"]`) and buildah write it. */
function setsCommand(createdBy: string): boolean {
  return /^(?:\S*sh -c #\(nop\)\s+)?(?:CMD|ENTRYPOINT) /.test(createdBy.trimStart());
}

/** debuerreotype makes the images of Debian; others add an archive that is named after a minimal root file system. */
function isRootFileSystem({ createdBy, comment = "" }: HistoryEntry): boolean {
  return comment.startsWith("debuerreotype") || /\bADD [^ ]*(?:minirootfs|rootfs)[^ ]* \/ ?/.test(createdBy);
}
