import type { AccessDecision, AccessSubject, AuthorizationValue } from "../authorizer.ts";
import { noOverload } from "../errors.ts";
import { binary, type Overload, ternary, unary } from "../overload.ts";
import { authorizationType, boolType, stringType, type Type } from "../type.ts";
import type { Result } from "../values.ts";

/** What the API server's authorizer is in expressions. */
export const authorizerType = authorizationType("kubernetes.authorization.Authorizer");
const pathCheck = authorizationType("kubernetes.authorization.PathCheck");
const groupCheck = authorizationType("kubernetes.authorization.GroupCheck");
const resourceCheck = authorizationType("kubernetes.authorization.ResourceCheck");
const decisionType = authorizationType("kubernetes.authorization.Decision");
/** What one question to the authorizer costs. Source: k8s.io/apiserver, cel/library/cost.go. */
const questionCost = 350_000;

type ResourceSubject = Extract<AccessSubject, { readonly kind: "resource" }>;

/** Questions on access, answered by whoever the caller names. Source: k8s.io/apiserver, cel/library/authz.go. */
export const authorization: readonly Overload[] = [
  narrowing("path", [authorizerType, pathCheck], (value, path) =>
    value.step.name === "authorizer"
      ? { ...value, step: { name: "check", subject: { kind: "path", path } } }
      : undefined,
  ),
  narrowing("group", [authorizerType, groupCheck], (value, group) =>
    value.step.name === "authorizer" ? { ...value, step: { name: "group", group } } : undefined,
  ),
  ternary(
    {
      name: "serviceAccount",
      isMethod: true,
      parameters: [authorizerType, stringType, stringType],
      result: authorizerType,
    },
    (value, namespace, name) =>
      value.step.name === "authorizer"
        ? { ...value, principal: { kind: "service-account", namespace, name } }
        : noOverload("serviceAccount", [value]),
  ),
  narrowing("resource", [groupCheck, resourceCheck], (value, resource) =>
    value.step.name === "group" ? withSubject(value, { ...anyResource, group: value.step.group, resource }) : undefined,
  ),
  refining("subresource", (subject, subresource) => ({ ...subject, subresource })),
  refining("namespace", (subject, namespace) => ({ ...subject, namespace })),
  refining("name", (subject, name) => ({ ...subject, name })),
  refining("fieldSelector", (subject, fieldSelector) => ({ ...subject, fieldSelector })),
  refining("labelSelector", (subject, labelSelector) => ({ ...subject, labelSelector })),
  ...[pathCheck, resourceCheck].map((type) =>
    binary(
      { name: "check", isMethod: true, parameters: [type, stringType], result: decisionType, cost: () => questionCost },
      check,
    ),
  ),
  answer("allowed", boolType, ({ isAllowed, error }) => isAllowed && error === undefined),
  answer("reason", stringType, ({ reason }) => reason),
  answer("errored", boolType, ({ error }) => error !== undefined),
  answer("error", stringType, ({ error }) => error ?? ""),
];

const anyResource: ResourceSubject = {
  kind: "resource",
  group: "",
  resource: "",
  subresource: "",
  namespace: "",
  name: "",
  fieldSelector: "",
  labelSelector: "",
};

function withSubject(value: AuthorizationValue, subject: AccessSubject): AuthorizationValue {
  return { ...value, step: { name: "check", subject } };
}

/** A method that gives the next step of a question. */
function narrowing(
  name: string,
  [from, to]: readonly [Type<"authorization">, Type<"authorization">],
  next: (value: AuthorizationValue, text: string) => AuthorizationValue | undefined,
): Overload {
  return binary({ name, isMethod: true, parameters: [from, stringType], result: to }, (value, text) => {
    return next(value, text) ?? noOverload(name, [value, text]);
  });
}

function refining(name: string, refine: (subject: ResourceSubject, text: string) => ResourceSubject): Overload {
  return narrowing(name, [resourceCheck, resourceCheck], (value, text) =>
    value.step.name === "check" && value.step.subject.kind === "resource"
      ? withSubject(value, refine(value.step.subject, text))
      : undefined,
  );
}

function check(value: AuthorizationValue, verb: string): Result {
  const { authority, principal, step } = value;
  if (step.name !== "check") return noOverload("check", [value, verb]);
  return { ...value, step: { name: "decision", decision: authority({ ...step.subject, principal, verb }) } };
}

function answer(name: string, result: Type, read: (decision: AccessDecision) => boolean | string): Overload {
  return unary(
    { name, isMethod: true, parameters: [decisionType], result },
    (value): Result => (value.step.name === "decision" ? read(value.step.decision) : noOverload(name, [value])),
  );
}
