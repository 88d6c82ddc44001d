import type { ImportedTarget } from "../define.ts";
import { imageTarget } from "../parts/image-target.ts";
import type { ToldObject } from "../parts/object-subject.ts";
import type { OperatorHeader } from "./schema.ts";

type Labels = Readonly<Record<string, string | null | undefined>>;

/** Reports say in labels what they are about; names too long for a label stand in annotations. */
export function objectOfReport({ metadata }: OperatorHeader): ToldObject {
  const told: Labels = { ...metadata?.labels, ...metadata?.annotations };
  const kind = labelOf(told, "resource.kind");
  return {
    kind,
    name: labelOf(told, "resource.name") ?? (kind === undefined ? undefined : metadata?.name),
    namespace: labelOf(told, "resource.namespace") ?? metadata?.namespace,
  };
}

/** Gives the container that a report is about. */
export function containerOfReport({ metadata }: OperatorHeader): string | undefined {
  return labelOf({ ...metadata?.labels, ...metadata?.annotations }, "container.name");
}

function labelOf(labels: Labels, name: string): string | undefined {
  for (const prefix of ["trivy-operator.", "starboard."]) {
    const value = labels[`${prefix}${name}`];
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return undefined;
}

/** Gives the image that a report is about; the cluster where it names none, as reports about its own components do. */
export function imageOfReport({ report }: OperatorHeader, otherName: string): ImportedTarget {
  const { artifact, registry, os } = report ?? {};
  const repository = artifact?.repository ?? "";
  if (repository === "") return { kind: "cluster", name: otherName };
  const server = registry?.server ?? "";
  const host = server === "" || server === "index.docker.io" || server === "docker.io" ? "" : `${server}/`;
  const { tag, digest } = artifact ?? {};
  const ends = [
    { mark: ":", text: tag ?? "" },
    { mark: "@", text: digest ?? "" },
  ];
  const end = ends.find(({ text }) => text !== "");
  return imageTarget({
    name: `${host}${repository}${end === undefined ? "" : end.mark + end.text}`,
    digests: [digest],
    distribution: os === undefined || os === null ? undefined : `${os.family ?? ""} ${os.name ?? ""}`,
  });
}
