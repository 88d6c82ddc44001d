import type { FieldValue } from "../field-value.ts";
import { memberOf } from "./json-value.ts";

/** Makes the reader of what a binding's body says of its subjects; `undefined` for other fields. */
export function bindingFields(name: string): ((body: unknown) => FieldValue) | undefined {
  switch (name) {
    case "ka.req.binding.subjects.user_names":
      return (body) => namesOf(body, "User");
    case "ka.req.binding.subjects.group_names":
      return (body) => namesOf(body, "Group");
    case "ka.req.binding.subjects.serviceaccount_names":
      return (body) => namesOf(body, "ServiceAccount");
    case "ka.req.binding.subjects.serviceaccount_ns_names":
      return (body) => namesOf(body, "ServiceAccount", true);
    case "ka.req.binding.subject.has_name":
      // Deprecated; the plugin answers true whatever is asked.
      return () => "true";
    default:
      return undefined;
  }
}

function namesOf(body: unknown, kind: string, isWithNamespace = false): FieldValue {
  const subjects = memberOf(body, "subjects");
  if (!Array.isArray(subjects)) return undefined;
  const names: string[] = [];
  for (const subject of subjects) {
    const name = memberOf(subject, "name");
    if (memberOf(subject, "kind") !== kind || typeof name !== "string") continue;
    const namespace = memberOf(subject, "namespace");
    names.push(isWithNamespace ? `${typeof namespace === "string" ? namespace : ""}:${name}` : name);
  }
  return names;
}
