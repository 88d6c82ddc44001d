import { parseConfiguration } from "../../formats/oci/configuration.ts";
import { digestOf } from "../../formats/oci/digest.ts";
import { parseSavedImages, type SavedImage } from "../../formats/oci/manifest.ts";
import type { ImageDescription, ImageLayer, ImageSourceKind } from "../../model/image.ts";
import { digestMismatch, invalidDocument } from "../image-error.ts";
import type { FileRange, OpenedImage } from "../image-source.ts";
import { joinedHistory, maxDocumentBytes, refuseOtherLayerCount, refuseOtherPlatform } from "../resolve-image.ts";
import { chooseNamed } from "./choose-named.ts";
import { blobOfRange, type FileSource, readWhole } from "./file-source.ts";
import { getFile, missingBlob, type WantedFile } from "./open-layout.ts";

const layerMediaType = "application/vnd.docker.image.rootfs.diff.tar";

/**
 * Opens an image of a `docker save` or `podman save` archive, of the old layout (a folder for each layer, links among
 * them) and of the new one (`blobs/sha256`). The files stay with the caller, who closes them.
 */
export async function openSaved(
  files: FileSource,
  source: ImageSourceKind,
  wanted: WantedFile,
): Promise<Omit<OpenedImage, "close">> {
  const saved = await chooseSaved(files, wanted);
  const what = { en: `${files.name}/${saved.configuration}`, ja: `${files.name}/${saved.configuration} ` };
  const bytes = await readWhole(getFile(files, saved.configuration), { name: what.en, maxBytes: maxDocumentBytes });
  const configDigest = digestOf(bytes);
  const named = digestInName(saved.configuration);
  if (named !== undefined && named !== configDigest) throw digestMismatch(what, { expected: named, got: configDigest });
  const parsed = parseConfiguration(bytes);
  if (parsed.kind === "invalid") throw invalidDocument(what, parsed.problems);
  const document = parsed.value;
  refuseOtherPlatform(document.configuration.platform, wanted);
  refuseOtherLayerCount(what, saved.layers.length, document.diffIds.length);
  const ranges = saved.layers.map((path) => files.find(path));
  const { history, diagnostics } = joinedHistory(document);
  const description: ImageDescription = {
    name: wanted.name,
    tags: saved.tags.toSorted(),
    configDigest,
    source,
    configuration: document.configuration,
    history: document.history,
    layers: saved.layers.map((path, index) =>
      describeLayer(path, ranges[index], { index, diffId: document.diffIds[index] ?? "", history: history?.[index] }),
    ),
    annotations: {},
  };
  const layers = saved.layers.map((path, index) => {
    const range = ranges[index];
    return range === undefined ? missingBlob(files, path) : blobOfRange(range, `${files.name}/${path}`);
  });
  return { description, layers, diagnostics };
}

async function chooseSaved(files: FileSource, wanted: WantedFile): Promise<SavedImage> {
  const name = `${files.name}/manifest.json`;
  const parsed = parseSavedImages(
    await readWhole(getFile(files, "manifest.json"), { name, maxBytes: maxDocumentBytes }),
  );
  if (parsed.kind === "invalid") throw invalidDocument({ en: name, ja: `${name} ` }, parsed.problems);
  const images = parsed.value.map((saved) => ({
    saved,
    // An image without tags is told by its configuration alone.
    names: saved.tags.length === 0 ? [saved.configuration] : saved.tags,
    digest: digestInName(saved.configuration),
  }));
  const [chosen] = chooseNamed(images, { source: files.name, image: wanted.image });
  return chosen?.saved ?? { configuration: "", tags: [], layers: [] };
}

function describeLayer(
  path: string,
  range: FileRange | undefined,
  known: { readonly index: number; readonly diffId: string; readonly history: number | undefined },
): ImageLayer {
  const digest = path.startsWith("blobs/") ? digestInName(path) : undefined;
  return {
    index: known.index,
    ...(digest === undefined ? {} : { digest }),
    diffId: known.diffId,
    mediaType: layerMediaType,
    sizeBytes: range?.length ?? 0,
    ...(known.history === undefined ? {} : { history: known.history }),
  };
}

/** Gives the digest that a file is named by: `HEX.json`, `blobs/sha256/HEX`. */
function digestInName(path: string): string | undefined {
  const hex = /(?:^|\/)([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1];
  return hex === undefined ? undefined : `sha256:${hex}`;
}
