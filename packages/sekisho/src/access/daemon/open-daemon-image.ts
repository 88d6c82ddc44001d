import { SekishoError } from "../../model/error.ts";
import type { WantedFile } from "../archive/open-layout.ts";
import type { OpenedImage } from "../image-source.ts";
import { addressName, type DaemonAddress, dockerAddresses, podmanAddresses } from "./engine-sockets.ts";
import { askForImage, type EngineOptions, openEngineImage } from "./open-engine-image.ts";

/** A kind of daemon with Docker's API. */
export type EngineKind = "docker-daemon" | "podman";

/** Finds the image at the daemons of that kind; `undefined` when those that answer do not have it. */
export async function findEngineImage(
  kind: EngineKind,
  wanted: { readonly image: string; readonly file: WantedFile; readonly options: EngineOptions },
): Promise<OpenedImage | undefined> {
  for (const address of addressesOf(kind, wanted.options.environment)) {
    const answer = await askForImage(address, wanted.image, wanted.options);
    if (answer.kind === "has") return openEngineImage(address, kind, wanted);
  }
  return undefined;
}

/** Opens an image of a daemon that the user named; throws when none answers or none has it. */
export async function getEngineImage(
  kind: EngineKind,
  wanted: { readonly image: string; readonly file: WantedFile; readonly options: EngineOptions },
): Promise<OpenedImage> {
  const addresses = addressesOf(kind, wanted.options.environment);
  const failures: string[] = [];
  for (const address of addresses) {
    const answer = await askForImage(address, wanted.image, wanted.options);
    if (answer.kind === "has") return openEngineImage(address, kind, wanted);
    if (answer.kind === "unreachable") failures.push(`${addressName(address)}: ${answer.reason}`);
  }
  if (addresses.length > failures.length) throw notInDaemon(kind, wanted.image);
  throw noDaemon(kind, failures);
}

function addressesOf(
  kind: EngineKind,
  environment: Readonly<Record<string, string | undefined>>,
): readonly DaemonAddress[] {
  return kind === "podman" ? podmanAddresses(environment) : dockerAddresses(environment);
}

/** Gives the error for a daemon that answers and does not have the image. */
export function notInDaemon(kind: string, image: string): SekishoError {
  return new SekishoError("image-not-found", {
    en: `The daemon (${kind}) has no image ${image}.`,
    ja: `デーモン（${kind}）にイメージ ${image} がありません。`,
  });
}

/** Gives the error for a daemon that nobody can be found for. */
export function noDaemon(kind: string, failures: readonly string[]): SekishoError {
  const tried = failures.length === 0 ? "" : ` (${failures.join("; ")})`;
  const variable = { podman: "CONTAINER_HOST", containerd: "CONTAINERD_ADDRESS" }[kind] ?? "DOCKER_HOST";
  return new SekishoError(
    "daemon-unreachable",
    {
      en: `No daemon (${kind}) answers on this machine${tried}.`,
      ja: `このマシンで応答するデーモン（${kind}）がありません${tried}。`,
    },
    {
      hint: {
        en: `Start it, or name its address in ${variable}.`,
        ja: `デーモンを起動するか、${variable} でアドレスを指定してください。`,
      },
    },
  );
}
