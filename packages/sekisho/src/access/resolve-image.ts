import { type ConfigurationDocument, parseConfiguration } from "../formats/oci/configuration.ts";
import { digestLike } from "../formats/oci/digest.ts";
import { joinHistory } from "../formats/oci/layer-history.ts";
import {
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
  isAttestation,
  parseManifest,
} from "../formats/oci/manifest.ts";
import { contentKindOf, isLayerType, unreadableLayerOf } from "../formats/oci/media-types.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { SekishoError } from "../model/error.ts";
import type { HistoryEntry, ImageDescription, ImageLayer, ImageSourceKind, Platform } from "../model/image.ts";
import type { Text } from "../model/text.ts";
import { platformName, selectPlatform } from "../semantics/image-platform/select-platform.ts";
import { digestMismatch, invalidDocument, toleratedProblem } from "./image-error.ts";
import type { LayerBlob, OpenedImage } from "./image-source.ts";

/** Larger manifests, indexes and configurations are refused; registries limit them to 4 MiB and less. */
export const maxDocumentBytes = 8_388_608;
/** Indexes below each other. */
const maxIndexDepth = 8;

/** What a document is read as; registries keep manifests and other content apart. */
export type DocumentRole = "manifest" | "configuration";

/** Where the content that digests name can be had. */
export interface ContentStore {
  readonly source: ImageSourceKind;
  /** Gives a whole manifest, index or configuration, at most `maxDocumentBytes`; it is verified by the caller. */
  readDocument(descriptor: Descriptor, role: DocumentRole): Promise<Uint8Array>;
  /** Gives the bytes of a layer, which are verified by who reads them. */
  openLayer(descriptor: Descriptor): LayerBlob;
}

/** Which image of a store is wanted. */
export interface WantedImage {
  /** As the user or the source names it. */
  readonly name: string;
  readonly tags: readonly string[];
  readonly platform: Platform;
  /** True when the user named the platform: an image of another one is refused even where there is no choice. */
  readonly isPlatformNamed: boolean;
}

/**
 * Follows a manifest or index to one image: chooses the platform, reads and verifies manifest and configuration, joins
 * layers and history.
 */
export async function resolveImage(
  store: ContentStore,
  start: Descriptor,
  wanted: WantedImage,
): Promise<Omit<OpenedImage, "close">> {
  const { manifest, digest } = await findManifest(store, start, wanted);
  refuseArtifact(manifest, digest);
  const bytes = await readVerified(store, manifest.configuration, "configuration");
  const what = {
    en: `The configuration ${manifest.configuration.digest}`,
    ja: `設定 ${manifest.configuration.digest} `,
  };
  const parsed = parseConfiguration(bytes);
  if (parsed.kind === "invalid") throw invalidDocument(what, parsed.problems);
  const document = parsed.value;
  refuseOtherPlatform(document.configuration.platform, wanted);
  refuseOtherLayerCount(what, manifest.layers.length, document.diffIds.length);
  const { history, diagnostics } = joinedHistory(document);
  const layers = manifest.layers.map((layer, index) => describeLayer(layer, index, document.diffIds[index] ?? ""));
  const description: ImageDescription = {
    name: wanted.name,
    tags: wanted.tags.toSorted(),
    digest,
    configDigest: manifest.configuration.digest,
    source: store.source,
    configuration: document.configuration,
    history: document.history,
    layers: layers.map((layer, index) => withHistory(layer, history?.[index])),
    annotations: manifest.annotations,
  };
  return {
    description,
    layers: manifest.layers.map((layer, index) =>
      layers[index]?.unreadable === undefined ? store.openLayer(layer) : undefined,
    ),
    diagnostics,
  };
}

async function findManifest(
  store: ContentStore,
  start: Descriptor,
  wanted: WantedImage,
): Promise<{ readonly manifest: ImageManifest; readonly digest: string }> {
  const seen = new Set<string>();
  for (let descriptor = start; ; ) {
    const what = { en: `The manifest ${descriptor.digest}`, ja: `マニフェスト ${descriptor.digest} ` };
    if (seen.has(descriptor.digest)) throw indexLoop(descriptor.digest);
    if (seen.size >= maxIndexDepth) throw indexesTooDeep(wanted.name);
    seen.add(descriptor.digest);
    const bytes = await readVerified(store, descriptor, "manifest");
    const parsed = parseManifest(bytes, descriptor.mediaType);
    if (parsed.kind === "invalid") throw invalidDocument(what, parsed.problems);
    if (parsed.value.kind === "schema-1") throw oldManifest(wanted.name);
    if (parsed.value.kind === "manifest") return { manifest: parsed.value, digest: descriptor.digest };
    descriptor = chooseManifest(parsed.value, wanted);
  }
}

/** Chooses the manifest of the wanted platform; in an index that names no platforms, the only one. */
export function chooseManifest(index: ImageIndex, wanted: WantedImage): Descriptor {
  const images = index.manifests.filter((descriptor) => !isAttestation(descriptor));
  const [only] = images;
  if (only !== undefined && images.length === 1 && only.platform === undefined) return only;
  const named = images.filter((descriptor) => descriptor.platform !== undefined);
  const platforms = named.map((descriptor) => descriptor.platform ?? wanted.platform);
  const chosen = selectPlatform(platforms, wanted.platform);
  const descriptor = chosen === undefined ? undefined : named[chosen];
  if (descriptor !== undefined) return descriptor;
  // An index may name another index without a platform: it is asked when nothing fits by name.
  const nested = images.find((image) => image.platform === undefined && contentKindOf(image.mediaType) === "index");
  if (nested !== undefined) return nested;
  throw platformMissing(wanted, platforms);
}

async function readVerified(store: ContentStore, descriptor: Descriptor, role: DocumentRole): Promise<Uint8Array> {
  const bytes = await store.readDocument(descriptor, role);
  const got = digestLike(descriptor.digest, bytes);
  if (got === descriptor.digest) return bytes;
  const what =
    role === "manifest" ? { en: "The manifest", ja: "マニフェスト" } : { en: "The configuration", ja: "設定" };
  throw digestMismatch(what, { expected: descriptor.digest, got });
}

function describeLayer(layer: Descriptor, index: number, diffId: string): ImageLayer {
  const unreadable = unreadableLayerOf(layer.mediaType);
  return {
    index,
    digest: layer.digest,
    diffId,
    mediaType: layer.mediaType,
    sizeBytes: layer.sizeBytes,
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

function withHistory(layer: ImageLayer, history: number | undefined): ImageLayer {
  return history === undefined ? layer : { ...layer, history };
}

/** Joins history and layers of a configuration, and says what is doubtful about it. */
export function joinedHistory(document: ConfigurationDocument): {
  readonly history: readonly number[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics = document.tolerated.map(toleratedProblem);
  const history = joinHistory(document.history, document.diffIds.length);
  if (history !== undefined || document.history.length === 0) return { history, diagnostics };
  return { history, diagnostics: [...diagnostics, historyMismatch(document.history, document.diffIds.length)] };
}

/** Throws when the user named a platform and the image is of another one. */
export function refuseOtherPlatform(platform: Platform, wanted: Omit<WantedImage, "tags">): void {
  if (!wanted.isPlatformNamed || selectPlatform([platform], wanted.platform) !== undefined) return;
  throw platformMissing(wanted, [platform]);
}

/** Throws when a manifest and its configuration disagree about the number of layers. */
export function refuseOtherLayerCount(what: Text, layers: number, diffIds: number): void {
  if (layers === diffIds) return;
  throw new SekishoError("image-invalid", {
    en: `${what.en} does not fit the manifest: expected ${layers} entries in /rootfs/diff_ids, one for each layer, got ${diffIds}.`,
    ja: `${what.ja}がマニフェストと一致しません。/rootfs/diff_ids にはレイヤーと同じ ${layers} 件を想定しましたが、実際は ${diffIds} 件でした。`,
  });
}

function refuseArtifact(manifest: ImageManifest, digest: string): void {
  const { mediaType } = manifest.configuration;
  if (contentKindOf(mediaType) === "configuration") return;
  const type = manifest.artifactType ?? mediaType;
  // Old builders gave no or a general type to configurations; their layers tell that it is an image.
  const isImage = manifest.artifactType === undefined && manifest.layers.some((layer) => isLayerType(layer.mediaType));
  if (isImage && ["", "application/octet-stream", "application/json"].includes(mediaType)) return;
  throw new SekishoError("image-unsupported", {
    en: `The manifest ${digest} is no container image: expected a configuration of type application/vnd.oci.image.config.v1+json, got an artifact of type ${type === "" ? "(none)" : JSON.stringify(type)}.`,
    ja: `マニフェスト ${digest} はコンテナイメージではありません。application/vnd.oci.image.config.v1+json 型の設定を想定しましたが、実際は ${type === "" ? "（型なし）" : JSON.stringify(type)} 型のアーティファクトです。`,
  });
}

function historyMismatch(history: readonly HistoryEntry[], layers: number): Diagnostic {
  const makers = history.filter((entry) => !entry.isEmptyLayer).length;
  return {
    code: "image/history-mismatch",
    level: "warning",
    message: {
      en: `Layers cannot be joined with the history: expected ${layers} entries that made a layer, got ${makers}.`,
      ja: `レイヤーと履歴を対応付けられません。レイヤーを作る履歴を ${layers} 件想定しましたが、実際は ${makers} 件でした。`,
    },
  };
}

function platformMissing(wanted: Omit<WantedImage, "tags">, existing: readonly Platform[]): SekishoError {
  const names = [...new Set(existing.map(platformName))].sort().join(", ");
  const name = platformName(wanted.platform);
  return new SekishoError(
    "platform-missing",
    {
      en: `${wanted.name} does not exist for ${name}: it exists for ${names === "" ? "no named platform" : names}.`,
      ja: `${wanted.name} には ${name} 向けのイメージがありません。存在するプラットフォーム: ${names === "" ? "なし" : names}。`,
    },
    {
      hint: {
        en: "Name one of them with --platform.",
        ja: "--platform で存在するプラットフォームを指定してください。",
      },
    },
  );
}

function indexLoop(digest: string): SekishoError {
  return new SekishoError("image-invalid", {
    en: `The index ${digest} leads to itself: expected a manifest of an image at its end.`,
    ja: `インデックス ${digest} が自分自身を参照しています。最終的にイメージのマニフェストに至る必要があります。`,
  });
}

function indexesTooDeep(name: string): SekishoError {
  return new SekishoError("image-invalid", {
    en: `The indexes of ${name} lie more than maxIndexDepth = ${maxIndexDepth} deep in each other.`,
    ja: `${name} のインデックスの入れ子が上限 maxIndexDepth（${maxIndexDepth}）を超えています。`,
  });
}

function oldManifest(name: string): SekishoError {
  return new SekishoError(
    "image-unsupported",
    {
      en: `${name} has a manifest of schema 1: expected an OCI manifest or a Docker manifest of schema 2.`,
      ja: `${name} のマニフェストはスキーマ 1 です。OCI のマニフェストまたは Docker のスキーマ 2 を想定しています。`,
    },
    {
      hint: {
        en: "Pull and push the image again with a current client to convert it.",
        ja: "現在のクライアントで取得し、登録し直すと変換されます。",
      },
    },
  );
}
