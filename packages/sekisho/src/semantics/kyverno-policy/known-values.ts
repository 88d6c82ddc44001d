import type { AdmissionRequest } from "../admission-policy/request.ts";
import { parseImageReference } from "../image-reference/image-reference.ts";
import {
  emptyRecord,
  findTextAt,
  listAt,
  type ManifestMap,
  type ManifestValue,
  mapAt,
} from "../kubernetes/manifest-value.ts";

/** Gives what variables of a policy know of a request: `request` and, of pods, `images`. */
export function knownOfRequest(request: AdmissionRequest, object: ManifestValue): ManifestMap {
  const { operation, namespace, name, kind } = request;
  return {
    request: { object, oldObject: null, operation, namespace, name, kind: { ...kind } },
    images: imagesOf(object),
  };
}

const containerLists = ["containers", "initContainers", "ephemeralContainers"] as const;

/** Source: Kyverno documentation, "Variables", Variables from container images. */
function imagesOf(object: ManifestValue): ManifestMap {
  const images = emptyRecord<ManifestValue>();
  const spec = [
    mapAt(object, "spec", "jobTemplate", "spec", "template", "spec"),
    mapAt(object, "spec", "template", "spec"),
  ].find((candidate) => Object.keys(candidate).length > 0);
  for (const list of containerLists) {
    const byName = emptyRecord<ManifestValue>();
    for (const container of listAt(spec ?? mapAt(object, "spec"), list)) {
      const image = describeImage(findTextAt(container, "image") ?? "");
      const name = findTextAt(container, "name");
      if (name !== undefined && image !== undefined) byName[name] = image;
    }
    if (Object.keys(byName).length > 0) images[list] = byName;
  }
  return images;
}

function describeImage(text: string): ManifestMap | undefined {
  const reference = parseImageReference(text);
  if (reference === undefined) return undefined;
  const { registry, repository, digest } = reference;
  const tag = reference.tag ?? (digest === undefined ? "latest" : "");
  const path = registry === "docker.io" ? repository.replace(/^library\//, "") : repository;
  const tagged = `${registry}/${path}:${tag}`;
  return {
    registry,
    path,
    name: path.slice(path.lastIndexOf("/") + 1),
    tag,
    digest: digest ?? "",
    reference: digest === undefined ? tagged : `${registry}/${path}@${digest}`,
    referenceWithTag: tagged,
  };
}
