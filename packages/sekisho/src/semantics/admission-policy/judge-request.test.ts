import { expect, test } from "vitest";
import type { JsonObject } from "../../formats/json/json-value.ts";
import { createStandardLibrary } from "../cel/functions/standard-library.ts";
import { type Judgement, type JudgementContext, judgeRequest } from "./judge-request.ts";
import { readPolicyBinding } from "./read-binding.ts";
import { readAdmissionPolicy } from "./read-policy.ts";
import type { AdmissionRequest } from "./request.ts";

const library = createStandardLibrary();
const deployments = {
  resourceRules: [
    { apiGroups: ["apps"], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["deployments"] },
  ],
};

function deployment(replicas: number, labels: JsonObject = {}): AdmissionRequest {
  return {
    operation: "CREATE",
    resource: { group: "apps", version: "v1", resource: "deployments" },
    kind: { group: "apps", version: "v1", kind: "Deployment" },
    subresource: "",
    name: "web",
    namespace: "shop",
    object: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", namespace: "shop", labels },
      spec: { replicas },
    },
    namespaceObject: { metadata: { name: "shop", labels: { environment: "test" } } },
    user: { username: "alice", groups: ["system:authenticated"] },
  };
}

function judge(
  spec: JsonObject,
  request: AdmissionRequest,
  { bindingSpec, ...context }: Partial<JudgementContext> & { readonly bindingSpec?: JsonObject } = {},
): Judgement | string {
  const { policy, problems } = readAdmissionPolicy(
    { metadata: { name: "p" }, spec: { matchConstraints: deployments, ...spec } },
    library,
  );
  if (policy === undefined || problems.length > 0)
    return problems.map(({ pointer, message }) => `${pointer}: ${message.en}`).join("\n");
  const binding =
    bindingSpec &&
    readPolicyBinding({
      metadata: { name: "b" },
      spec: { policyName: "p", validationActions: ["Deny"], ...bindingSpec },
    }).binding;
  return judgeRequest({ policy, ...(binding === undefined ? {} : { binding }) }, request, {
    parameters: [],
    ...context,
  });
}

/** Gives the English messages of the violations, or what came of the request otherwise. */
function messages(judgement: Judgement | string): readonly string[] | string {
  if (typeof judgement === "string") return judgement;
  return judgement.kind === "judged" ? judgement.violations.map(({ message }) => message.en) : judgement.kind;
}

// Behaviour: Kubernetes documentation, "Validating Admission Policy"; k8s.io/apiserver, admission/plugin/policy/validating.
test.each([
  { name: "what holds", spec: { validations: [{ expression: "object.spec.replicas <= 5" }] }, wanted: [] },
  {
    name: "what does not hold, without a message",
    spec: { validations: [{ expression: " object.spec.replicas <= 2 " }] },
    wanted: ["failed expression: object.spec.replicas <= 2"],
  },
  {
    name: "a message",
    spec: { validations: [{ expression: "object.spec.replicas <= 2", message: "too many" }] },
    wanted: ["too many"],
  },
  {
    name: "a message that is computed",
    spec: {
      validations: [
        {
          expression: "object.spec.replicas <= 2",
          message: "too many",
          messageExpression: "'at most 2, got ' + string(object.spec.replicas)",
        },
      ],
    },
    wanted: ["at most 2, got 3"],
  },
  {
    name: "a computed message that fails",
    spec: { validations: [{ expression: "false", message: "too many", messageExpression: "object.spec.nothing" }] },
    wanted: ["too many"],
  },
  {
    name: "a computed message of two lines",
    spec: { validations: [{ expression: "false", message: "too many", messageExpression: "'a\\nb'" }] },
    wanted: ["too many"],
  },
  {
    name: "every violation is told",
    spec: {
      validations: [
        { expression: "false", message: "one" },
        { expression: "true" },
        { expression: "false", message: "two" },
      ],
    },
    wanted: ["one", "two"],
  },
  {
    name: "an expression that fails refuses",
    spec: { validations: [{ expression: "object.spec.nothing == 1" }] },
    wanted: ["no such key: nothing"],
  },
  {
    name: "unless the policy ignores failures",
    spec: {
      failurePolicy: "Ignore",
      validations: [{ expression: "object.spec.nothing == 1" }, { expression: "false", message: "one" }],
    },
    wanted: ["one"],
  },
  {
    name: "variables",
    spec: {
      variables: [
        {
          name: "environment",
          expression:
            "'environment' in namespaceObject.metadata.labels ? namespaceObject.metadata.labels['environment'] : 'prod'",
        },
        { name: "isProduction", expression: "variables.environment == 'prod'" },
        { name: "never", expression: "object.spec.nothing" },
      ],
      validations: [{ expression: "variables.isProduction || object.spec.replicas < 3", message: "test is small" }],
    },
    wanted: ["test is small"],
  },
  {
    name: "a condition that is false",
    spec: {
      matchConditions: [{ name: "bob", expression: "request.userInfo.username == 'bob'" }],
      validations: [{ expression: "false" }],
    },
    wanted: "not-concerned",
  },
  {
    name: "a false condition beside one that fails",
    spec: {
      matchConditions: [
        { name: "fails", expression: "object.spec.nothing" },
        { name: "no", expression: "'nobody' in request.userInfo.groups" },
      ],
      validations: [{ expression: "false" }],
    },
    wanted: "not-concerned",
  },
  {
    name: "a condition that fails",
    spec: {
      matchConditions: [{ name: "fails", expression: "object.spec.nothing" }],
      validations: [{ expression: "true" }],
    },
    wanted: ["no such key: nothing"],
  },
  { name: "nothing was before", spec: { validations: [{ expression: "oldObject == null" }] }, wanted: [] },
  {
    name: "an expression that costs too much",
    spec: { validations: [{ expression: "lists.range(10000).all(x, lists.range(10000).all(y, x + y >= 0))" }] },
    wanted: ["the evaluation costs more than the limit of 1000000 units"],
  },
  {
    name: "nobody to ask who may do what",
    spec: { validations: [{ expression: "authorizer.group('').resource('pods').check('get').allowed()" }] },
    wanted: ["nobody here can say who may do what: the authorizer is asked in a cluster only"],
  },
])("$name", ({ spec, wanted }) => {
  expect(messages(judge(spec, deployment(3)))).toEqual(wanted);
});

test.each([
  {
    name: "another operation",
    request: { ...deployment(3), operation: "DELETE" as const },
    constraints: {},
    wanted: "not-concerned",
  },
  {
    name: "a subresource",
    request: { ...deployment(3), subresource: "scale" },
    constraints: {},
    wanted: "not-concerned",
  },
  {
    name: "another version of the resource",
    request: { ...deployment(3), resource: { group: "apps", version: "v1beta1", resource: "deployments" } },
    constraints: {},
    wanted: ["no"],
  },
  {
    name: "another version, asked for exactly",
    request: { ...deployment(3), resource: { group: "apps", version: "v1beta1", resource: "deployments" } },
    constraints: { matchPolicy: "Exact" },
    wanted: "not-concerned",
  },
  {
    name: "an excluded rule",
    request: deployment(3),
    constraints: {
      excludeResourceRules: [
        { apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"], resourceNames: ["web"] },
      ],
    },
    wanted: "not-concerned",
  },
  {
    name: "a namespace's label",
    request: deployment(3),
    constraints: { namespaceSelector: { matchLabels: { environment: "prod" } } },
    wanted: "not-concerned",
  },
  {
    name: "a namespace's own name",
    request: deployment(3),
    constraints: {
      namespaceSelector: {
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }],
      },
    },
    wanted: ["no"],
  },
  {
    name: "an object's label",
    request: deployment(3, { tier: "web" }),
    constraints: { objectSelector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } },
    wanted: ["no"],
  },
  {
    name: "an object without the label",
    request: deployment(3),
    constraints: { objectSelector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } },
    wanted: "not-concerned",
  },
])("constraints: $name", ({ request, constraints, wanted }) => {
  const spec = {
    matchConstraints: { ...deployments, ...constraints },
    validations: [{ expression: "false", message: "no" }],
  };

  expect(messages(judge(spec, request))).toEqual(wanted);
});

const limited = {
  paramKind: { apiVersion: "rules.example.com/v1", kind: "ReplicaLimit" },
  validations: [
    {
      expression: "params == null || object.spec.replicas <= params.maxReplicas",
      messageExpression: "'at most ' + string(params.maxReplicas)",
    },
  ],
};

function limit(name: string, maxReplicas: number, namespace?: string): JsonObject {
  return {
    apiVersion: "rules.example.com/v1",
    kind: "ReplicaLimit",
    metadata: { name, labels: { scope: "replicas" }, ...(namespace === undefined ? {} : { namespace }) },
    maxReplicas,
  };
}

test.each([
  { name: "one by name", params: { name: "small" }, wanted: ["at most 2"] },
  {
    name: "all that a selector takes",
    params: { selector: { matchLabels: { scope: "replicas" } } },
    wanted: ["at most 2", "at most 1"],
  },
  {
    name: "one of another namespace",
    params: { name: "elsewhere" },
    wanted: ["no params found for the policy binding that has Deny"],
  },
  {
    name: "one of a namespace that is named",
    params: { name: "elsewhere", namespace: "other" },
    wanted: ["at most 0"],
  },
  {
    name: "none, which is allowed",
    params: { name: "nothing", parameterNotFoundAction: "Allow" },
    wanted: "not-concerned",
  },
  { name: "none asked for", params: undefined, wanted: [] },
])("parameters: $name", ({ params, wanted }) => {
  const parameters = [limit("small", 2), limit("smaller", 1), limit("elsewhere", 0, "other")];
  const bindingSpec = params === undefined ? {} : { paramRef: params };

  expect(messages(judge(limited, deployment(3), { parameters, bindingSpec }))).toEqual(wanted);
});

test("a binding narrows what its policy is about", () => {
  const bindingSpec = { matchResources: { namespaceSelector: { matchLabels: { environment: "prod" } } } };

  expect(messages(judge({ validations: [{ expression: "false" }] }, deployment(3), { bindingSpec }))).toBe(
    "not-concerned",
  );
});

test("annotations are told, but for null and blanks", () => {
  const auditAnnotations = [
    { key: "replicas", valueExpression: "'has ' + string(object.spec.replicas)" },
    { key: "nothing", valueExpression: "null" },
    { key: "blank", valueExpression: "' '" },
  ];

  expect(judge({ auditAnnotations }, deployment(3))).toEqual({
    kind: "judged",
    violations: [],
    errors: [],
    auditAnnotations: [{ key: "replicas", value: "has 3" }],
  });
});

test("failures that mean nothing are told", () => {
  const judgement = judge(
    { failurePolicy: "Ignore", validations: [{ expression: "object.spec.nothing == 1" }] },
    deployment(3),
  );

  expect(judgement).toMatchObject({
    violations: [],
    errors: [{ pointer: "/spec/validations/0/expression", message: { en: "no such key: nothing" } }],
  });
});

test("a violation tells its place and reason", () => {
  const judgement = judge(
    { validations: [{ expression: "true" }, { expression: "false", reason: "Forbidden" }] },
    deployment(3),
  );

  expect(judgement).toMatchObject({
    violations: [{ pointer: "/spec/validations/1/expression", reason: "Forbidden", isError: false }],
  });
});

test("the caller answers who may do what", () => {
  const spec = { validations: [{ expression: "authorizer.requestResource.check('create').allowed()", message: "no" }] };
  const authority: JudgementContext["authority"] = (question) => ({ isAllowed: question.verb === "get", reason: "" });

  expect(messages(judge(spec, deployment(3), { authority }))).toEqual(["no"]);
});
