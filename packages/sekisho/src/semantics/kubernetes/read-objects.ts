import type { YamlDocument, YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { isSeccompProfileFile } from "../seccomp-profile/seccomp-profile.ts";
import { isClusterKind } from "./group-kind.ts";
import type { ManifestObject, ObjectSource } from "./manifest-object.ts";
import { findTextAt, isManifestList, isManifestMap, type ManifestMap, textMapAt } from "./manifest-value.ts";
import { maxExpandedValues, toManifestValue } from "./to-manifest-value.ts";

/** Why a document, or an item of a list, is no object; the others are read. */
export interface ObjectProblem extends OffsetRange {
  readonly code: "manifest/not-an-object" | "manifest/no-kind" | "manifest/too-many-values";
  readonly message: Text;
}

/** What the documents of a file hold. */
export interface ObjectReading {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly ObjectProblem[];
}

/**
 * Reads the objects of a file, document by document; those of a List (`kind: List`, `PodList` …) stand as if each had a
 * document of its own.
 */
export function readObjects(
  documents: Iterable<YamlDocument>,
  source: Pick<ObjectSource, "path" | "rendering">,
): ObjectReading {
  const objects: ManifestObject[] = [];
  const problems: ObjectProblem[] = [];
  let index = 0;
  for (const { root, hasAliases } of documents) {
    const place = { ...source, document: index++, pointer: "" };
    if (root === undefined || (root.kind === "scalar" && root.value === null)) continue;
    const value = toManifestValue(root, hasAliases);
    if (value === undefined) problems.push(tooManyValues(root));
    else if (isManifestMap(value)) readObject(value, { root, source: place }, { objects, problems }, undefined);
    else problems.push(notAnObject(root));
  }
  return { objects, problems };
}

interface Place {
  readonly root: YamlNode;
  readonly source: ObjectSource;
}

interface Found {
  readonly objects: ManifestObject[];
  readonly problems: ObjectProblem[];
}

/** What the items of a list are when they do not say it themselves: so the API server prints them. */
type ItemKind = Pick<ManifestObject, "apiVersion" | "kind"> | undefined;

function readObject(content: ManifestMap, place: Place, found: Found, assumed: ItemKind): void {
  if (isSeccompProfileFile(content)) {
    found.objects.push(toSeccompProfile(content, place.source));
    return;
  }
  const apiVersion = findTextAt(content, "apiVersion") ?? assumed?.apiVersion;
  const kind = findTextAt(content, "kind") ?? assumed?.kind;
  if (apiVersion === undefined || kind === undefined || kind === "") {
    found.problems.push(noKind(place.root, apiVersion === undefined ? "apiVersion" : "kind"));
    return;
  }
  const items = content["items"];
  if (kind.endsWith("List") && isManifestList(items)) {
    const itemKind = kind === "List" ? undefined : { apiVersion, kind: kind.slice(0, -"List".length) };
    for (const [index, item] of items.entries()) {
      const source = { ...place.source, pointer: `${place.source.pointer}/items/${index}` };
      if (isManifestMap(item)) readObject(item, { ...place, source }, found, itemKind);
      else found.problems.push(notAnObject(place.root));
    }
    return;
  }
  found.objects.push(toObject(content, { apiVersion, kind }, place.source));
}

/** Gives an object of its content. */
export function toObject(
  content: ManifestMap,
  { apiVersion, kind }: Pick<ManifestObject, "apiVersion" | "kind">,
  source: ObjectSource,
): ManifestObject {
  const namespace = findTextAt(content, "metadata", "namespace");
  const hasNamespace = namespace !== undefined && namespace !== "";
  const assumed = isClusterKind({ apiVersion, kind }) ? "" : "default";
  return {
    apiVersion,
    kind,
    name: findTextAt(content, "metadata", "name") ?? "",
    namespace: hasNamespace && assumed !== "" ? namespace : assumed,
    hasNamespace,
    labels: textMapAt(content, "metadata", "labels"),
    annotations: textMapAt(content, "metadata", "annotations"),
    content,
    source,
  };
}

/** The seccomp profile of a runtime is no object of the API, but pods name it: it is one of the kind SeccompProfile here. */
function toSeccompProfile(content: ManifestMap, source: ObjectSource): ManifestObject {
  const name = source.path.slice(source.path.lastIndexOf("/") + 1);
  return { ...toObject(content, { apiVersion: "", kind: "SeccompProfile" }, source), name };
}

function notAnObject({ start, end, kind }: YamlNode): ObjectProblem {
  const got = kind === "list" ? { en: "a list", ja: "リスト" } : { en: "a plain value", ja: "単独の値" };
  return {
    code: "manifest/not-an-object",
    message: {
      en: `This document is not examined: expected a Kubernetes object (a map with apiVersion and kind), got ${got.en}.`,
      ja: `このドキュメントは検査しませんでした。Kubernetes オブジェクト（apiVersion と kind を持つマップ）を想定しましたが、${got.ja}です。`,
    },
    start,
    end,
  };
}

function noKind({ start, end }: YamlNode, missing: string): ObjectProblem {
  return {
    code: "manifest/no-kind",
    message: {
      en: `This object is not examined: expected apiVersion and kind, got none of name ${missing}.`,
      ja: `このオブジェクトは検査しませんでした。apiVersion と kind を想定しましたが、${missing} がありません。`,
    },
    start,
    end,
  };
}

function tooManyValues({ start, end }: YamlNode): ObjectProblem {
  return {
    code: "manifest/too-many-values",
    message: {
      en: `This document is not examined: its aliases make more than maxExpandedValues = ${maxExpandedValues} values of it.`,
      ja: `このドキュメントは検査しませんでした。エイリアスを展開すると値の数が上限 maxExpandedValues（${maxExpandedValues}）を超えます。`,
    },
    start,
    end,
  };
}
