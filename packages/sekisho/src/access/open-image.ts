import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { SekishoError } from "../model/error.ts";
import type { Platform } from "../model/image.ts";
import { platformOfHost, readPlatformOption } from "../semantics/image-platform/select-platform.ts";
import { describeSource, type NamedSource } from "./describe-source.ts";
import type { OpenedImage } from "./image-source.ts";
import type { OpenImageOptions } from "./open-image-options.ts";

/** A daemon that was not named and does not begin to answer within this time is passed over. */
const quickAnswerMs = 1_000;
const answerTimeoutMs = 30_000;
/** Silence of a registry that ends a connection. */
const stallTimeoutMs = 30_000;
const maxRetries = 4;

interface Wanted {
  readonly name: string;
  readonly platform: Platform;
  readonly isPlatformNamed: boolean;
}

/**
 * Opens an image by its name.
 *
 * A transport says where it is (`docker-daemon:`, `podman:`, `containerd:`, `registry:` or `docker://`, `oci:`,
 * `docker-archive:`, `oci-archive:`). Without one, a path that holds an archive or a layout is opened; any other name is
 * asked from the container daemons of this machine, then from its registry. Throws a `SekishoError` that says what was
 * expected and what was got.
 */
export async function openImage(name: string, options: OpenImageOptions): Promise<OpenedImage> {
  const wanted: Wanted = { name, ...wantedPlatform(options) };
  const source = describeSource(name);
  if ((source === undefined || source.kind === "reference") && findImageFile(name) !== undefined) {
    return openPath({ path: name, image: undefined, kind: undefined }, wanted, options);
  }
  if (source === undefined) return openRegistry(name, wanted, options);
  return openSource(source, wanted, options);
}

function openSource(source: NamedSource, wanted: Wanted, options: OpenImageOptions): Promise<OpenedImage> {
  switch (source.kind) {
    case "reference":
      return openReference(source.name, wanted, options);
    case "registry":
      return openRegistry(source.name, wanted, options);
    case "docker-daemon":
    case "podman":
      return openEngine(source.kind, source.name, { wanted, options });
    case "containerd":
      return openContainerd(source.name, wanted, options);
    default:
      return openPath(source, wanted, options);
  }
}

/**
 * Tells whether a path holds an image, by its content: a directory with `oci-layout`, or a file that begins as a tar
 * archive or as a compressed one. `undefined` for everything else, also for what cannot be looked at.
 */
export function findImageFile(path: string): "oci-layout" | "archive" | undefined {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      return statSync(join(path, "oci-layout"), { throwIfNoEntry: false })?.isFile() === true
        ? "oci-layout"
        : undefined;
    }
    return beginsAsArchive(path) ? "archive" : undefined;
  } catch {
    // What cannot be looked at is no image by its content; who named it hears the reason from who opens it.
    return undefined;
  }
}

function beginsAsArchive(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const descriptor = openSync(path, "r");
  try {
    if (!fstatSync(descriptor).isFile()) return false;
    const head = Buffer.alloc(512);
    readSync(descriptor, head, 0, head.length, 0);
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    return isGzip || head.readUInt32LE(0) === 0xfd2fb528 || head.toString("latin1", 257, 262) === "ustar";
  } finally {
    closeSync(descriptor);
  }
}

async function openPath(
  place: { readonly path: string; readonly image: string | undefined; readonly kind: string | undefined },
  wanted: Wanted,
  options: OpenImageOptions,
): Promise<OpenedImage> {
  const { path, image, kind } = place;
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isDirectory || kind === "oci-layout") {
    const { directorySource } = await import("./archive/file-source.ts");
    const { openLayout } = await import("./archive/open-layout.ts");
    const files = directorySource(resolve(path), path);
    const opened = await openLayout(files, "oci-layout", { ...wanted, image });
    return { ...opened, close: () => files.close() };
  }
  const { openArchive } = await import("./archive/open-archive.ts");
  const { temporaryDirectory } = options;
  const archiveKind = kind === "docker-archive" || kind === "oci-archive" ? kind : undefined;
  return openArchive(path, path, { ...wanted, image, temporaryDirectory, kind: archiveKind });
}

async function openReference(name: string, wanted: Wanted, options: OpenImageOptions): Promise<OpenedImage> {
  const { findEngineImage } = await import("./daemon/open-daemon-image.ts");
  const engine = { image: name, file: { ...wanted, image: undefined }, options: engineOptions(options, quickAnswerMs) };
  for (const kind of ["docker-daemon", "podman"] as const) {
    const image = await findEngineImage(kind, engine).catch((error: unknown) => {
      // The daemon has it for another platform than the named one: the registry may have both.
      if (error instanceof SekishoError && error.code === "platform-missing") return undefined;
      throw error;
    });
    if (image !== undefined) return image;
  }
  const { findContainerdImage } = await import("./daemon/open-containerd-image.ts");
  const settings = { environment: options.environment, answerTimeoutMs: quickAnswerMs };
  const kept = await findContainerdImage(name, wanted, settings);
  return kept ?? openRegistry(name, wanted, options);
}

async function openEngine(
  kind: "docker-daemon" | "podman",
  image: string,
  request: { readonly wanted: Wanted; readonly options: OpenImageOptions },
): Promise<OpenedImage> {
  const { getEngineImage } = await import("./daemon/open-daemon-image.ts");
  const options = engineOptions(request.options, answerTimeoutMs);
  return getEngineImage(kind, { image, file: { ...request.wanted, image: undefined }, options });
}

async function openContainerd(image: string, wanted: Wanted, options: OpenImageOptions): Promise<OpenedImage> {
  const { openContainerdImage } = await import("./daemon/open-containerd-image.ts");
  return openContainerdImage(image, wanted, { environment: options.environment, answerTimeoutMs });
}

function engineOptions(options: OpenImageOptions, timeoutMs: number) {
  const { environment, temporaryDirectory, signal } = options;
  return { environment, temporaryDirectory, signal, answerTimeoutMs: timeoutMs };
}

async function openRegistry(name: string, wanted: Wanted, options: OpenImageOptions): Promise<OpenedImage> {
  const { openRegistryImage } = await import("./registry/open-registry-image.ts");
  const { systemClock } = await import("./registry/retry.ts");
  const { environment, signal, configDirectory } = options;
  return openRegistryImage(name, wanted, {
    environment,
    signal,
    stallTimeoutMs,
    maxRetries,
    credentials: { configDirectory, environment },
    plainHttpHosts: options.plainHttpHosts ?? [],
    mirrors: options.mirrors ?? {},
    clock: systemClock(signal),
  });
}

function wantedPlatform(options: OpenImageOptions): Omit<Wanted, "name"> {
  const host = platformOfHost(process.arch);
  if (options.platform === undefined) return { platform: host, isPlatformNamed: false };
  const platform = readPlatformOption(options.platform, host);
  if (platform !== undefined) return { platform, isPlatformNamed: true };
  throw new SekishoError("unknown-option", {
    en: `--platform ${options.platform} is no platform: expected OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT such as linux/arm64.`,
    ja: `--platform ${options.platform} はプラットフォームではありません。linux/arm64 のように OS/アーキテクチャ または OS/アーキテクチャ/バリアント の形式で指定してください。`,
  });
}
