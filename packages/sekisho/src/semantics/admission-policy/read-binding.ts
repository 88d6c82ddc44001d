import { findObject, findText, type JsonObject, textsOf } from "../../formats/json/json-value.ts";
import { readLabelSelector } from "./label-selector.ts";
import { readMatchResources } from "./match-resources.ts";
import type { ParameterReference, PolicyBinding, ValidationAction } from "./policy.ts";
import type { PolicyProblem } from "./policy-problem.ts";
import { findMetadata } from "./request.ts";

/** A binding, with what is wrong in it. */
export interface ReadBinding {
  readonly binding: PolicyBinding;
  readonly problems: readonly PolicyProblem[];
}

/** Reads a ValidatingAdmissionPolicyBinding of `admissionregistration.k8s.io`. */
export function readPolicyBinding(document: JsonObject): ReadBinding {
  const problems: PolicyProblem[] = [];
  const spec = findObject(document, "spec") ?? {};
  const policyName = findText(spec, "policyName") ?? "";
  if (policyName === "") {
    problems.push({
      pointer: "/spec/policyName",
      message: { en: "expected the name of a policy", ja: "ポリシー名が必要です" },
    });
  }
  const params = findObject(spec, "paramRef");
  const binding: PolicyBinding = {
    name: findMetadata(document, "name") ?? "",
    policyName,
    actions: readActions(spec, problems),
    match: readMatchResources(spec, "matchResources", { pointer: "/spec", problems }),
    ...(params === undefined ? {} : { params: readReference(params, problems) }),
  };
  return { binding, problems };
}

function readActions(spec: JsonObject, problems: PolicyProblem[]): readonly ValidationAction[] {
  const actions: ValidationAction[] = [];
  for (const [index, action] of textsOf(spec, "validationActions").entries()) {
    if (action === "Deny" || action === "Warn" || action === "Audit") actions.push(action);
    else problems.push({ pointer: `/spec/validationActions/${index}`, message: wantedActions });
  }
  if (actions.length === 0) problems.push({ pointer: "/spec/validationActions", message: wantedActions });
  return actions;
}

const wantedActions = { en: "expected Deny, Warn or Audit", ja: "Deny、Warn、Audit のいずれかが必要です" };

function readReference(params: JsonObject, problems: PolicyProblem[]): ParameterReference {
  const name = findText(params, "name");
  const namespace = findText(params, "namespace");
  return {
    ...(name === undefined
      ? { selector: readLabelSelector(params, "selector", { pointer: "/spec/paramRef", problems }) }
      : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    whenMissing: params["parameterNotFoundAction"] === "Allow" ? "Allow" : "Deny",
  };
}
