import { JsonSplitter } from "../../formats/json-stream/json-splitter.ts";
import { Utf8Pieces } from "./utf8-pieces.ts";

/** Formats of SBOMs that are read. */
export type SbomFormat =
  | "cyclonedx"
  | "cyclonedx-xml"
  | "sbom-report"
  | "spdx"
  | "spdx-3"
  | "spdx-tag-value"
  | "syft"
  | "trivy";

/** A format with the sign that it was known by. */
export interface RecognisedSbom {
  readonly format: SbomFormat;
  /** The key or the line that tells: for messages. */
  readonly reason: string;
}

/** Tells what SBOM a document is by its first bytes, 64 KiB of which are enough; `undefined` when it is none. */
export function recogniseSbom(start: Buffer): RecognisedSbom | undefined {
  const decoder = new Utf8Pieces();
  const bytes = Buffer.concat([decoder.write(start), decoder.end()]);
  const text = bytes.toString("utf8").trimStart();
  if (text.startsWith("{")) return recogniseJson(bytes);
  if (text.startsWith("<")) return recogniseXml(text);
  return /^(?:\s*#[^\n]*\n|\s*\n)*\s*SPDXVersion:\s*SPDX-2\./.test(text.slice(0, 4096))
    ? { format: "spdx-tag-value", reason: "SPDXVersion" }
    : undefined;
}

const signs: readonly { readonly format: SbomFormat; readonly pointer: string; readonly value: RegExp }[] = [
  { format: "sbom-report", pointer: "/kind", value: /^(?:Cluster)?SbomReport$/ },
  { format: "cyclonedx", pointer: "/bomFormat", value: /^CycloneDX$/ },
  { format: "cyclonedx", pointer: "/$schema", value: /cyclonedx\.org\/schema\/bom-/ },
  { format: "spdx", pointer: "/spdxVersion", value: /^SPDX-2\./ },
  { format: "spdx", pointer: "/SPDXID", value: /^SPDXRef-DOCUMENT$/ },
  { format: "spdx-3", pointer: "/@context", value: /spdx\.org\/rdf\/3\./ },
];

function recogniseJson(bytes: Buffer): RecognisedSbom | undefined {
  const keys = new Set<string>();
  let found: RecognisedSbom | undefined;
  const splitter = new JsonSplitter({
    handle: (pattern) => {
      if (pattern === "") return "open";
      keys.add(pattern);
      return signs.some(({ pointer }) => pointer === pattern) ? "take" : "skip";
    },
    onValue: ({ pointer }, value) => {
      if (typeof value !== "string") return;
      const sign = signs.find((candidate) => candidate.pointer === pointer && candidate.value.test(value));
      if (sign !== undefined) found ??= { format: sign.format, reason: `${pointer.slice(1)}: ${value}` };
    },
    // The document is cut where the first bytes end; what is wrong in it is told by whoever reads all of it.
    onProblem: () => undefined,
    maxValueBytes: bytes.length,
  });
  splitter.write(bytes);
  return found ?? recogniseKeys(keys);
}

/** Syft and Trivy write no name of their format. */
function recogniseKeys(keys: ReadonlySet<string>): RecognisedSbom | undefined {
  if (keys.has("/artifacts") && !keys.has("/matches")) return { format: "syft", reason: "artifacts" };
  if (keys.has("/SchemaVersion") && (keys.has("/ArtifactName") || keys.has("/Results"))) {
    return { format: "trivy", reason: "SchemaVersion, ArtifactName" };
  }
  return undefined;
}

function recogniseXml(text: string): RecognisedSbom | undefined {
  const namespace = /https?:\/\/cyclonedx\.org\/schema\/bom\/\d\.\d/.exec(text.slice(0, 4096))?.[0];
  return namespace === undefined ? undefined : { format: "cyclonedx-xml", reason: namespace };
}
