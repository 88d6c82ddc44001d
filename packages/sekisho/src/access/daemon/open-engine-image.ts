import type { IncomingMessage } from "node:http";
import { SekishoError } from "../../model/error.ts";
import type { FileSource } from "../archive/file-source.ts";
import { openArchiveFile } from "../archive/open-archive.ts";
import type { WantedFile } from "../archive/open-layout.ts";
import { tarSource } from "../archive/tar-source.ts";
import { openUnnamedFile } from "../archive/unnamed-file.ts";
import type { OpenedImage } from "../image-source.ts";
import { askEngine, type EngineSettings } from "./engine-client.ts";
import { addressName, type DaemonAddress } from "./engine-sockets.ts";

/** A daemon that has the image, and the error of the one that could not be asked. */
export type EngineAnswer =
  | { readonly kind: "has"; readonly address: DaemonAddress }
  | { readonly kind: "has-not" }
  | { readonly kind: "unreachable"; readonly reason: string; readonly cause: unknown };

/** How an image of a daemon is opened. */
export interface EngineOptions extends EngineSettings {
  readonly temporaryDirectory: string | undefined;
}

/** Asks a daemon whether it has an image of that name. */
export async function askForImage(
  address: DaemonAddress,
  name: string,
  settings: EngineSettings,
): Promise<EngineAnswer> {
  try {
    const response = await askEngine(address, `/images/${encodeName(name)}/json`, settings);
    response.resume();
    if (response.statusCode === 200) return { kind: "has", address };
    if (response.statusCode === 404) return { kind: "has-not" };
    return { kind: "unreachable", reason: `it answers ${response.statusCode ?? 0}`, cause: undefined };
  } catch (cause) {
    return { kind: "unreachable", reason: cause instanceof Error ? cause.message : String(cause), cause };
  }
}

/**
 * Opens an image of Docker or Podman over its API. The daemon writes it as a `docker save` archive, which is kept in a
 * file without a name until the image is closed.
 */
export async function openEngineImage(
  address: DaemonAddress,
  kind: "docker-daemon" | "podman",
  wanted: { readonly image: string; readonly file: WantedFile; readonly options: EngineOptions },
): Promise<OpenedImage> {
  const { image, file, options } = wanted;
  // The daemon may take long to begin: it reads all layers first.
  const response = await askEngine(address, `/images/${encodeName(image)}/get`, {
    ...options,
    answerTimeoutMs: 600_000,
  });
  if (response.statusCode !== 200) {
    response.destroy();
    throw notSaved(image, address, `it answers ${response.statusCode ?? 0}`);
  }
  return openArchiveFile(await receive(response, { image, address, options }), kind, file);
}

async function receive(
  response: IncomingMessage,
  from: { readonly image: string; readonly address: DaemonAddress; readonly options: EngineOptions },
): Promise<FileSource> {
  const { image, address, options } = from;
  const file = openUnnamedFile(options.temporaryDirectory);
  let isClosed = false;
  const close = (): Promise<void> => {
    if (!isClosed) file.close();
    isClosed = true;
    return Promise.resolve();
  };
  try {
    for await (const piece of response) {
      if (piece instanceof Uint8Array) file.write(piece);
    }
    return tarSource({ descriptor: file.descriptor, name: `${image} (${addressName(address)})` }, close);
  } catch (error) {
    await close();
    if (error instanceof SekishoError) throw error;
    throw notSaved(image, address, error instanceof Error ? error.message : String(error));
  }
}

/** Slashes and colons belong to the path of the API; nothing else of a name may change it. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

function notSaved(image: string, address: DaemonAddress, reason: string): SekishoError {
  const daemon = addressName(address);
  return new SekishoError("daemon-unreachable", {
    en: `The daemon at ${daemon} does not give out ${image}: ${reason}.`,
    ja: `${daemon} のデーモンから ${image} を取得できません。原因: ${reason}。`,
  });
}
