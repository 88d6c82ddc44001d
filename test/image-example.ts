import { analyzers } from "../packages/sekisho/src/analyzers/registry.ts";
import type {
  ImageCheck,
  ImageExample,
  ImageExampleFile,
  ImageViolation,
} from "../packages/sekisho/src/checks/image/define.ts";
import type { FileAnalysis, LayerFacts } from "../packages/sekisho/src/model/analysis.ts";
import type { FileEntry, FileType } from "../packages/sekisho/src/model/file-entry.ts";
import type { ImageConfiguration, ImageDescription, ImageLayer } from "../packages/sekisho/src/model/image.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { selectAnalyzers } from "../packages/sekisho/src/scan/layer/selected-analyzers.ts";
import { parametersOf } from "../packages/sekisho/src/scan/plan.ts";
import type { ImageContent } from "../packages/sekisho/src/semantics/image/image-content.ts";
import { assemble } from "../packages/sekisho/src/semantics/inventory/assemble.ts";
import { guessBase } from "../packages/sekisho/src/semantics/inventory/base-layers.ts";
import { mergeLayers } from "../packages/sekisho/src/semantics/overlay/merge-layers.ts";
import { asParameter } from "./dockerfile-example.ts";

/** The day on which every example is judged. */
const exampleDay = "2026-09-01";

const { streams, wishesFor } = selectAnalyzers({ analyzers, scope: "installed" });

/** Asks a check about an example of it. */
export function judgeImageExample(check: ImageCheck, example: ImageExample): readonly ImageViolation[] {
  const given = Object.entries(example.parameters ?? {}).map(([name, value]) => [name, asParameter(value)] as const);
  const parameters = { [check.id]: Object.fromEntries(given) };
  return check.evaluate(imageContentOf(example), parametersOf(check, { ...defaultConfiguration, parameters }));
}

/** Makes of an example what the scan of such an image gives, with the real analyzers. */
export function imageContentOf(example: ImageExample): ImageContent {
  const layers = (example.layers ?? []).map(readLayer);
  const image = describe(example, layers);
  const baseImage = guessBase(image);
  const tree = mergeLayers(layers.map(({ entries }) => entries));
  const content = assemble({
    target: { kind: "image", name: image.name },
    read: { layers, linked: layers.map(() => []), tree, namelessAnalyzers: new Set(streams.map(({ id }) => id)) },
    image,
    ...(baseImage === undefined ? {} : { baseImage }),
    coverage: [],
    diagnostics: [],
  });
  return { ...content, tree, today: exampleDay };
}

function describe(example: ImageExample, layers: readonly LayerFacts[]): ImageDescription {
  const history = example.history ?? layers.map(() => ({ createdBy: "COPY . /", isEmptyLayer: false }));
  const making = history.flatMap(({ isEmptyLayer }, index) => (isEmptyLayer ? [] : [index]));
  const tags = example.tags ?? ["registry.example.com/shop/web:1.4"];
  return {
    name: tags[0] ?? "",
    tags,
    configDigest: digestOf(0),
    source: "registry",
    configuration: { ...emptyConfiguration, ...example.configuration },
    history,
    layers: layers.map(({ storedBytes }, index): ImageLayer => {
      const made = making[index];
      return {
        index,
        diffId: digestOf(index + 1),
        mediaType: "application/vnd.oci.image.layer.v1.tar",
        sizeBytes: storedBytes,
        ...(made === undefined ? {} : { history: made }),
      };
    }),
    annotations: {},
  };
}

const emptyConfiguration: ImageConfiguration = {
  platform: { os: "linux", architecture: "amd64" },
  created: `${exampleDay}T00:00:00Z`,
  user: "",
  exposedPorts: [],
  environment: [],
  entrypoint: [],
  command: [],
  workingDirectory: "",
  labels: {},
  volumes: [],
  onBuild: [],
};

function digestOf(number: number): string {
  return `sha256:${number.toString(16).padStart(64, "0")}`;
}

function readLayer(files: Readonly<Record<string, string | ImageExampleFile>>, index: number): LayerFacts {
  const written = Object.entries(files).map(([path, file]) => {
    const given = typeof file === "string" ? { content: file } : file;
    return { entry: entryOf(path, given), bytes: Buffer.from(given.content ?? "") };
  });
  const storedBytes = written.reduce((sum, { entry }) => sum + entry.size, 0);
  return {
    diffId: digestOf(index + 1),
    storedBytes,
    archiveBytes: storedBytes,
    entries: written.map(({ entry }) => entry),
    analyses: written.flatMap(({ entry, bytes }, at) => analyse(entry, bytes, at)),
    coverage: [],
    diagnostics: [],
  };
}

function entryOf(path: string, file: ImageExampleFile): FileEntry {
  const type: FileType = typeOf(file);
  return {
    path,
    type,
    mode: file.mode ?? (type === "directory" ? 0o755 : 0o644),
    userId: file.userId ?? 0,
    groupId: file.groupId ?? 0,
    size: type === "file" ? (file.size ?? Buffer.byteLength(file.content ?? "")) : 0,
    modifiedAt: 0,
    ...(file.linkTo === undefined ? {} : { linkTarget: file.linkTo }),
    ...(file.capability === undefined ? {} : { capability: file.capability }),
  };
}

function typeOf({ isDirectory, linkTo }: ImageExampleFile): FileType {
  if (isDirectory === true) return "directory";
  return linkTo === undefined ? "file" : "symlink";
}

function analyse(entry: FileEntry, bytes: Buffer, index: number): readonly FileAnalysis[] {
  if (entry.type !== "file") return [];
  const { path, mode, userId, size } = entry;
  const read = wishesFor(path)
    .filter(({ companion }) => companion === undefined)
    .map(({ analyzer }) => ({
      analyzer: analyzer.id,
      entry: index,
      ...analyzer.analyze({ path, mode, userId, size, bytes }),
    }));
  const seen = streams.flatMap((analyzer) => {
    const watch = analyzer.open({ path, mode, userId, size }, bytes.subarray(0, 4096));
    watch?.write(bytes);
    return watch === undefined ? [] : [{ analyzer: analyzer.id, entry: index, ...watch.end() }];
  });
  return [...read, ...seen];
}
