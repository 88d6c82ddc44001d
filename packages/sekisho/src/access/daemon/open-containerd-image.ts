import type { Descriptor } from "../../formats/oci/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import type { OpenedImage } from "../image-source.ts";
import { type ContentStore, maxDocumentBytes, resolveImage, type WantedImage } from "../resolve-image.ts";
import { addressName, containerdAddresses, type DaemonAddress } from "./engine-sockets.ts";
import { GrpcClient, GrpcError } from "./grpc-client.ts";
import { noDaemon, notInDaemon } from "./open-daemon-image.ts";
import { countField, messageFields, readMessage, textField, writeMessage } from "./protobuf.ts";

/** How an image of containerd is opened. */
export interface ContainerdOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly answerTimeoutMs: number;
}

const notFound = 5;
/** Asked first when no namespace is named: Kubernetes, nerdctl and ctr, Docker. */
const usualNamespaces = ["k8s.io", "default", "moby"];

/**
 * Opens an image of containerd from its content store, whose blobs are read over the socket; nothing is exported.
 *
 * The namespace is that of `CONTAINERD_NAMESPACE`, else the first one that has the image. Sources: the services images,
 * content and namespaces of containerd's API, version 1.
 */
export async function openContainerdImage(
  image: string,
  wanted: Omit<WantedImage, "tags">,
  options: ContainerdOptions,
): Promise<OpenedImage> {
  const addresses = containerdAddresses(options.environment);
  const failures: string[] = [];
  for (const address of addresses) {
    const client = new GrpcClient(address.kind === "socket" ? address.path : "", options.answerTimeoutMs);
    try {
      const found = await findImage(client, image, options.environment["CONTAINERD_NAMESPACE"]);
      if (found !== undefined) return await openFound(client, found, wanted);
      client.close();
    } catch (error) {
      client.close();
      if (error instanceof SekishoError) throw error;
      failures.push(reasonAt(address, error));
    }
  }
  if (addresses.length > failures.length) throw notInDaemon("containerd", image);
  throw noDaemon("containerd", failures);
}

/**
 * Finds an image of containerd; `undefined` when nobody answers, none has it, or only in part: containerd throws away
 * layers that it has unpacked where it is told to.
 */
export async function findContainerdImage(
  image: string,
  wanted: Omit<WantedImage, "tags">,
  options: ContainerdOptions,
): Promise<OpenedImage | undefined> {
  if (containerdAddresses(options.environment).length === 0) return undefined;
  try {
    return await openContainerdImage(image, wanted, options);
  } catch (error) {
    const passing: readonly string[] = ["daemon-unreachable", "image-not-found", "platform-missing"];
    if (error instanceof SekishoError && passing.includes(error.code)) return undefined;
    throw error;
  }
}

interface FoundImage {
  readonly name: string;
  readonly namespace: string;
  readonly target: Descriptor;
}

async function findImage(
  client: GrpcClient,
  image: string,
  named: string | undefined,
): Promise<FoundImage | undefined> {
  const namespaces = named === undefined || named === "" ? await listNamespaces(client) : [named];
  for (const namespace of namespaces) {
    for (const name of fullNames(image)) {
      const target = await findTarget(client, namespace, name);
      if (target !== undefined) return { name, namespace, target };
    }
  }
  return undefined;
}

/** Gives the names under which containerd may keep an image: as written, and with all that is implied. */
function fullNames(image: string): readonly string[] {
  const reference = parseImageReference(image);
  if (reference === undefined) return [image];
  const { registry, repository, tag, digest } = reference;
  const tagged = tag === undefined && digest !== undefined ? "" : `:${tag ?? "latest"}`;
  return [...new Set([image, `${registry}/${repository}${tagged}${digest === undefined ? "" : `@${digest}`}`])];
}

async function listNamespaces(client: GrpcClient): Promise<readonly string[]> {
  const path = "/containerd.services.namespaces.v1.Namespaces/List";
  const answer = readMessage(await client.ask({ path, message: Buffer.alloc(0), headers: {} }));
  const names = messageFields(answer, 1).map((namespace) => textField(namespace, 1));
  const usual = usualNamespaces.filter((name) => names.includes(name));
  return [...usual, ...names.filter((name) => !usual.includes(name)).sort()];
}

async function findTarget(client: GrpcClient, namespace: string, name: string): Promise<Descriptor | undefined> {
  const path = "/containerd.services.images.v1.Images/Get";
  try {
    const headers = { "containerd-namespace": namespace };
    const answer = readMessage(await client.ask({ path, message: writeMessage([[1, name]]), headers }));
    const [image] = messageFields(answer, 1);
    const [target] = messageFields(image, 3);
    if (target === undefined) return undefined;
    return {
      mediaType: textField(target, 1),
      digest: textField(target, 2),
      sizeBytes: countField(target, 3),
      annotations: {},
    };
  } catch (error) {
    if (error instanceof GrpcError && error.status === notFound) return undefined;
    throw error;
  }
}

async function openFound(
  client: GrpcClient,
  found: FoundImage,
  wanted: Omit<WantedImage, "tags">,
): Promise<OpenedImage> {
  const store: ContentStore = {
    source: "containerd",
    async readDocument(descriptor) {
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      for await (const piece of readContent(client, found.namespace, descriptor)) {
        bytes += piece.length;
        if (bytes > maxDocumentBytes) throw tooLarge(descriptor);
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    },
    openLayer: (descriptor) => ({ open: () => readContent(client, found.namespace, descriptor) }),
  };
  const image = await resolveImage(store, found.target, { ...wanted, tags: [found.name] });
  return {
    ...image,
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

async function* readContent(client: GrpcClient, namespace: string, descriptor: Descriptor): AsyncGenerator<Uint8Array> {
  const path = "/containerd.services.content.v1.Content/Read";
  const headers = { "containerd-namespace": namespace };
  try {
    for await (const message of client.stream({ path, message: writeMessage([[1, descriptor.digest]]), headers })) {
      const data = readMessage(message)?.get(2)?.at(-1);
      if (data instanceof Buffer) yield data;
    }
  } catch (error) {
    throw error instanceof SekishoError ? error : notRead(descriptor, error);
  }
}

function reasonAt(address: DaemonAddress, error: unknown): string {
  return `${addressName(address)}: ${error instanceof Error ? error.message : String(error)}`;
}

function notRead(descriptor: Descriptor, cause: unknown): SekishoError {
  const isMissing = cause instanceof GrpcError && cause.status === notFound;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SekishoError(
    isMissing ? "image-not-found" : "daemon-unreachable",
    {
      en: `containerd does not give out the blob ${descriptor.digest}: ${reason}.`,
      ja: `containerd からデータ ${descriptor.digest} を取得できません。原因: ${reason}。`,
    },
    { cause },
  );
}

function tooLarge(descriptor: Descriptor): SekishoError {
  return new SekishoError("image-invalid", {
    en: `${descriptor.digest} is larger than the limit maxDocumentBytes = ${maxDocumentBytes}.`,
    ja: `${descriptor.digest} が上限 maxDocumentBytes（${maxDocumentBytes} バイト）を超えています。`,
  });
}
