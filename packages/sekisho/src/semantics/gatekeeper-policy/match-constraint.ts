import { readLabelSelector, selectsLabels } from "../admission-policy/label-selector.ts";
import type { AdmissionRequest } from "../admission-policy/request.ts";
import { labelsOf } from "../admission-policy/request.ts";
import { findTextAt, listAt, type ManifestMap, mapAt, textsAt } from "../kubernetes/manifest-value.ts";

/** Says whether a constraint is about a request. Source: Gatekeeper documentation, "Constraints", the match field. */
export function readConstraintMatch(constraint: ManifestMap): (request: AdmissionRequest) => boolean {
  const match = mapAt(constraint, "spec", "match");
  const kinds = listAt(match, "kinds");
  const namespaces = textsAt(match, "namespaces");
  const excluded = textsAt(match, "excludedNamespaces");
  const scope = findTextAt(match, "scope") ?? "*";
  const name = findTextAt(match, "name");
  const place = { pointer: "/spec/match", problems: [] };
  const labels = readLabelSelector(match, "labelSelector", place);
  const namespaceLabels = readLabelSelector(match, "namespaceSelector", place);
  return (request) => {
    const { kind, namespace, object, namespaceObject } = request;
    const ownNamespace = kind.kind === "Namespace" && kind.group === "" ? request.name : namespace;
    const isOfKind =
      kinds.length === 0 ||
      kinds.some(
        (one) => includes(textsAt(one, "apiGroups"), kind.group) && includes(textsAt(one, "kinds"), kind.kind),
      );
    return (
      isOfKind &&
      (scope === "*" || (scope === "Cluster") === (namespace === "")) &&
      (name === undefined || matchesName(name, request.name)) &&
      (namespaces.length === 0 || ownNamespace === "" || namespaces.some((one) => matchesName(one, ownNamespace))) &&
      !(ownNamespace !== "" && excluded.some((one) => matchesName(one, ownNamespace))) &&
      selectsLabels(labels, labelsOf(object)) &&
      (namespaceLabels.length === 0 ||
        ownNamespace === "" ||
        selectsLabels(namespaceLabels, labelsOf(kind.kind === "Namespace" ? object : namespaceObject)))
    );
  };
}

function includes(values: readonly string[], wanted: string): boolean {
  return values.length === 0 || values.includes("*") || values.includes(wanted);
}

/** A name may begin or end with `*`. */
function matchesName(written: string, name: string): boolean {
  if (written.endsWith("*")) return name.startsWith(written.slice(0, -1));
  if (written.startsWith("*")) return name.endsWith(written.slice(1));
  return written === name;
}
