import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createGunzip, createZstdDecompress } from "node:zlib";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { ImageSourceKind } from "../../model/image.ts";
import type { OpenedImage } from "../image-source.ts";
import { type FileSource, unreadable } from "./file-source.ts";
import { openLayout, type WantedFile } from "./open-layout.ts";
import { openSaved } from "./open-saved.ts";
import { tarSource } from "./tar-source.ts";
import { openUnnamedFile, type UnnamedFile } from "./unnamed-file.ts";

/** An archive that was compressed as a whole is inflated to at most so much. */
const maxInflatedBytes = 68_719_476_736;

/** What the user says of an archive. */
export interface WantedArchive extends WantedFile {
  /** What the archive must be; found out when `undefined`. */
  readonly kind: "docker-archive" | "oci-archive" | undefined;
  readonly temporaryDirectory: string | undefined;
}

/**
 * Opens an image of an archive on this machine: `docker save`, `podman save`, or an OCI layout in a tar.
 *
 * Layers are stretches of the archive. One that is compressed as a whole is inflated first, to a file without a name in
 * the folder for temporary files.
 */
export async function openArchive(path: string, name: string, wanted: WantedArchive): Promise<OpenedImage> {
  return openArchiveFile(await openTar(path, name, wanted.temporaryDirectory), wanted.kind, wanted);
}

/** Opens an image of an archive whose files are known; closes it when that fails, else with the image. */
export async function openArchiveFile(
  files: FileSource,
  kind: ImageSourceKind | undefined,
  wanted: WantedFile,
): Promise<OpenedImage> {
  try {
    // Archives of current Docker are both; their `manifest.json` names the images as the user knows them.
    const isSaved = kind === "oci-archive" ? false : files.find("manifest.json") !== undefined;
    if (!isSaved && (kind === "docker-archive" || files.find("index.json") === undefined)) throw noImages(files.name);
    const image = isSaved
      ? await openSaved(files, kind ?? "docker-archive", wanted)
      : await openLayout(files, kind ?? "oci-archive", wanted);
    return { ...image, diagnostics: [...brokenOff(files), ...image.diagnostics], close: () => files.close() };
  } catch (error) {
    await files.close();
    // What is missing stood behind the place that the archive breaks off at.
    throw error instanceof SekishoError && files.failure !== undefined ? files.failure : error;
  }
}

function brokenOff({ name, failure }: FileSource): readonly Diagnostic[] {
  if (failure === undefined) return [];
  return [
    {
      code: "image/archive-broke-off",
      level: "error",
      message: {
        en: `${failure.text.en} The layers before it were examined.`,
        ja: `${failure.text.ja}それより前のレイヤーは検査しました。`,
      },
      location: { path: name },
    },
  ];
}

async function openTar(path: string, name: string, temporaryDirectory: string | undefined): Promise<FileSource> {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    throw unreadable(name, error);
  }
  const close = once(() => closeSync(descriptor));
  try {
    const head = Buffer.alloc(4);
    readSync(descriptor, head, 0, head.length, 0);
    const inflater = inflaterFor(head);
    if (inflater === undefined) return tarSource({ descriptor, name }, close);
    const source = await inflate(path, { name, inflater, temporaryDirectory });
    await close();
    return source;
  } catch (error) {
    await close();
    throw error;
  }
}

type Inflater = ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>;

function inflaterFor(head: Buffer): Inflater | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip({ chunkSize: 1_048_576 });
  return head.readUInt32LE(0) === 0xfd2fb528 ? createZstdDecompress({ chunkSize: 1_048_576 }) : undefined;
}

async function inflate(
  path: string,
  work: { readonly name: string; readonly inflater: Inflater; readonly temporaryDirectory: string | undefined },
): Promise<FileSource> {
  const { name, inflater } = work;
  const file = openUnnamedFile(work.temporaryDirectory);
  try {
    const failure = await inflateTo(file, path, { name, inflater });
    return tarSource(
      { descriptor: file.descriptor, name, ...(failure === undefined ? {} : { failure }) },
      once(() => file.close()),
    );
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Inflates as far as the data go; gives what they break off with. */
async function inflateTo(
  file: UnnamedFile,
  path: string,
  { name, inflater }: { readonly name: string; readonly inflater: Inflater },
): Promise<SekishoError | undefined> {
  const input = createReadStream(path, { highWaterMark: 1_048_576 });
  let bytes = 0;
  try {
    input.on("error", (error) => inflater.destroy(error));
    for await (const piece of input.pipe(inflater)) {
      if (!(piece instanceof Uint8Array)) continue;
      bytes += piece.length;
      if (bytes > maxInflatedBytes) throw tooLarge(name);
      file.write(piece);
    }
    return undefined;
  } catch (error) {
    if (error instanceof SekishoError) throw error;
    const failure = brokenCompression(name, error);
    if (bytes === 0) throw failure;
    return failure;
  } finally {
    input.destroy();
  }
}

/** Gives a function that closes at its first call and does nothing afterwards. */
function once(close: () => void): () => Promise<void> {
  let isClosed = false;
  return () => {
    if (!isClosed) close();
    isClosed = true;
    return Promise.resolve();
  };
}

function noImages(name: string): SekishoError {
  return new SekishoError("image-invalid", {
    en: `${name} holds no images: expected manifest.json of docker save, or index.json of an OCI layout.`,
    ja: `${name} にはイメージがありません。docker save の manifest.json または OCI レイアウトの index.json を想定しています。`,
  });
}

function brokenCompression(name: string, cause: unknown): SekishoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SekishoError(
    "image-invalid",
    {
      en: `${name} cannot be decompressed to its end: ${reason}.`,
      ja: `${name} を最後まで展開できません。原因: ${reason}。`,
    },
    { cause },
  );
}

function tooLarge(name: string): SekishoError {
  return new SekishoError("image-invalid", {
    en: `${name} inflates to more than the limit maxInflatedBytes = ${maxInflatedBytes}.`,
    ja: `${name} の展開後のサイズが上限 maxInflatedBytes（${maxInflatedBytes}）を超えています。`,
  });
}
