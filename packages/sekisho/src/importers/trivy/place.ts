import type { output } from "zod/mini";
import type { ImportedTarget } from "../define.ts";
import { imageTarget } from "../parts/image-target.ts";
import { objectSubject } from "../parts/object-subject.ts";
import type { clusterHead, reportHead } from "./schema.ts";

type ReportHead = output<typeof reportHead>;
type ResultHead = NonNullable<ReportHead["Results"]>[number];
type Metadata = NonNullable<ReportHead["Metadata"]>;
type ClusterObject = NonNullable<output<typeof clusterHead>["Resources"]>[number];

/** What an entry of Trivy is about, as far as what stands around it says. */
export interface TrivyPlace {
  readonly target: ImportedTarget;
  /** The object of Kubernetes that was looked at; empty otherwise. */
  readonly object: string;
  /** Of what files belong to: the path of a folder that was scanned, with a slash behind it, or nothing. */
  readonly folder: string;
  /** `os-pkgs`, `lang-pkgs`, `config`, `secret`, `license`. */
  readonly resultClass: string;
  readonly resultType: string;
  /** A path, or a name such as `nginx:1 (debian 12)` or `Node.js`. */
  readonly resultTarget: string;
  /** Family of the distribution: `debian`. */
  readonly family: string | undefined;
}

/** Gives the place of the entries of a result. */
export function resultPlace(
  result: ResultHead | undefined,
  around: Pick<TrivyPlace, "target" | "object" | "folder" | "family">,
): TrivyPlace {
  const resultTarget = result?.Target ?? "";
  const resultType = result?.Type ?? "";
  const place = { ...around, resultClass: result?.Class ?? "", resultType, resultTarget };
  return { ...place, target: fileTarget(place) ?? around.target };
}

/** Files with configuration are targets themselves, as they are of our scans. */
function fileTarget({ target, folder, resultType, resultTarget }: TrivyPlace): ImportedTarget | undefined {
  if (target.kind !== "directory" || resultTarget === "") return undefined;
  if (resultType === "dockerfile") return { kind: "dockerfile", name: folder + resultTarget };
  if (resultType === "kubernetes" || resultType === "helm") return { kind: "manifest", name: folder + resultTarget };
  return undefined;
}

/** Gives what a report is about, and where its files lie. */
export function reportPlace(
  head: ReportHead | undefined,
  targetName: string,
): Pick<TrivyPlace, "target" | "object" | "folder" | "family"> {
  const name = head?.ArtifactName ?? targetName;
  const metadata = head?.Metadata ?? undefined;
  const family = metadata?.OS?.Family ?? undefined;
  const around = { object: "", folder: "", family };
  switch (head?.ArtifactType) {
    case "container_image":
      return { ...around, target: imageOf(name, metadata) };
    case "cyclonedx":
    case "spdx":
      return { ...around, target: { kind: "sbom", name } };
    case "aws_account":
      return { ...around, target: { kind: "cloud-account", name } };
    case "vm":
      return { ...around, target: { kind: "filesystem", name } };
    default: {
      // What the type of old reports would say, an image's metadata does.
      if (metadata?.ImageID !== undefined && metadata.ImageID !== null)
        return { ...around, target: imageOf(name, metadata) };
      const results = head?.Results ?? [];
      const isSystem = results.some((result) => result.Class === "os-pkgs");
      const folder = folderOf(name, results);
      return { ...around, folder, target: { kind: isSystem ? "filesystem" : "directory", name } };
    }
  }
}

/** An archive goes by the name of the image in it. */
function imageOf(name: string, metadata: Metadata | undefined): ImportedTarget {
  const { OS, RepoTags, RepoDigests, ImageID } = metadata ?? {};
  const tag = RepoTags?.[0];
  const isArchive = /\.(?:tar|tar\.gz|tgz)$/.test(name) || name === "";
  return imageTarget({
    name: isArchive && tag !== undefined && tag !== "" ? tag : name,
    digests: [RepoDigests?.[0], ImageID],
    distribution: `${OS?.Family ?? ""} ${OS?.Name ?? ""}`,
  });
}

/** Paths of results are those below the folder; of a single file the result names it again. */
function folderOf(name: string, results: readonly ResultHead[]): string {
  if (name === "" || name === "." || name === "./" || /^[a-z+]{2,10}:\/\//.test(name)) return "";
  const base = name.slice(name.lastIndexOf("/") + 1);
  if (results.some((result) => result.Target === base)) return name.slice(0, name.length - base.length);
  return name.endsWith("/") ? name : `${name}/`;
}

/** Gives what a result of an object of a cluster is about: the cluster, or an image that runs there. */
export function clusterPlace(
  object: ClusterObject | undefined,
  result: ResultHead | undefined,
  cluster: ImportedTarget,
): Pick<TrivyPlace, "target" | "object" | "folder" | "family"> {
  const described = objectSubject({ kind: object?.Kind, name: object?.Name, namespace: object?.Namespace });
  const metadata = [object?.Metadata ?? []].flat();
  const around = { object: described, folder: "", family: metadata[0]?.OS?.Family ?? undefined };
  const name = imageName(object, result);
  const ofImage = metadata.find(({ RepoTags }) => name !== undefined && RepoTags?.includes(name)) ?? metadata[0];
  return name === undefined ? { ...around, target: cluster } : { ...around, target: imageOf(name, ofImage) };
}

/** Results about packages and files of an image; what is configured belongs to the cluster. */
function imageName(object: ClusterObject | undefined, result: ResultHead | undefined): string | undefined {
  if (result?.Class === "config") return undefined;
  const ofSystem = [result, ...(object?.Results ?? [])].find((one) => one?.Class === "os-pkgs")?.Target;
  const name = /^([^\s(]{1,600})(?: \(|$)/.exec(ofSystem ?? "")?.[1];
  const [metadata] = [object?.Metadata ?? []].flat();
  return name ?? metadata?.RepoTags?.[0] ?? undefined;
}
