import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../formats/json/json-value.ts";
import { createStandardLibrary } from "../cel/functions/standard-library.ts";
import { readPolicyBinding } from "./read-binding.ts";
import { readAdmissionPolicy } from "./read-policy.ts";

const library = createStandardLibrary();
const matchConstraints = {
  resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["*"], resources: ["pods"] }],
};

function read(spec: JsonObject): { readonly problems: readonly string[]; readonly validations: number | undefined } {
  const { policy, problems } = readAdmissionPolicy(
    { metadata: { name: "p" }, spec: { matchConstraints, ...spec } },
    library,
  );
  return {
    problems: problems.map(({ pointer, message }) => `${pointer}: ${message.en}`),
    validations: policy?.validations.length,
  };
}

// Rules: Kubernetes API reference, ValidatingAdmissionPolicySpec.
test.each([
  { name: "a sound policy", spec: { validations: [{ expression: "true" }] }, problems: [], validations: 1 },
  {
    name: "a broken validation beside a sound one",
    spec: { validations: [{ expression: "object." }, { expression: "true" }] },
    problems: ["/spec/validations/0/expression: expected the name of a field or method"],
    validations: 1,
  },
  {
    name: "a validation that is no bool",
    spec: { validations: [{ expression: "1 + 1" }] },
    problems: ["/spec/validations/0/expression: expected an expression of type bool, got int"],
    validations: 0,
  },
  {
    name: "a validation without an expression",
    spec: { validations: [{ message: "x" }, 7] },
    problems: [
      "/spec/validations/0/expression: expected an expression",
      "/spec/validations/1/expression: expected an expression",
    ],
    validations: 0,
  },
  {
    name: "a message that is no text",
    spec: { validations: [{ expression: "true", messageExpression: "1" }] },
    problems: ["/spec/validations/0/messageExpression: expected an expression of type string, got int"],
    validations: 1,
  },
  {
    name: "a message that asks the authorizer",
    spec: { validations: [{ expression: "true", messageExpression: "authorizer.path('/').check('get').reason()" }] },
    problems: ["/spec/validations/0/messageExpression: undeclared reference to authorizer"],
    validations: 1,
  },
  {
    name: "a variable that is used before it is there",
    spec: {
      variables: [
        { name: "a", expression: "variables.b" },
        { name: "b", expression: "1" },
      ],
      validations: [{ expression: "variables.b == 1" }],
    },
    problems: ["/spec/variables/0/expression: undeclared reference to variables"],
    validations: 1,
  },
  {
    name: "variables have types",
    spec: { variables: [{ name: "a", expression: "'x'" }], validations: [{ expression: "variables.a + 1 == 2" }] },
    problems: ["/spec/validations/0/expression: no matching overload: _+_ does not take (string, int)"],
    validations: 0,
  },
  {
    name: "a broken condition leaves no policy",
    spec: { matchConditions: [{ name: "c", expression: "nobody" }], validations: [{ expression: "true" }] },
    problems: ["/spec/matchConditions/0/expression: undeclared reference to nobody"],
    validations: undefined,
  },
  {
    name: "no rules",
    spec: { matchConstraints: {}, validations: [{ expression: "true" }] },
    problems: ["/spec/matchConstraints: the policy has no resourceRules and judges nothing"],
    validations: undefined,
  },
  {
    name: "a rule that takes nothing",
    spec: { matchConstraints: { resourceRules: [{ apiGroups: [""], resources: ["pods"] }] } },
    problems: ["/spec/matchConstraints/resourceRules/0: the rule takes nothing: it has no apiVersions, operations"],
    validations: 0,
  },
  {
    name: "a selector with an operator that there is not",
    spec: {
      matchConstraints: { ...matchConstraints, objectSelector: { matchExpressions: [{ key: "a", operator: "Like" }] } },
    },
    problems: [
      "/spec/matchConstraints/objectSelector/matchExpressions/0: expected a key and the operator In, NotIn, Exists or DoesNotExist",
    ],
    validations: 0,
  },
])("$name", ({ spec, problems, validations }) => {
  expect(read(spec)).toEqual({ problems, validations });
});

test("a problem in an expression knows its part", () => {
  const { problems } = readAdmissionPolicy(
    { spec: { matchConstraints, validations: [{ expression: "true && nobody" }] } },
    library,
  );

  expect(problems).toMatchObject([{ range: { start: 8, end: 14 } }]);
});

test("a binding without a policy and with unknown actions", () => {
  const { problems } = readPolicyBinding({ spec: { validationActions: ["Refuse"] } });

  expect(problems.map(({ pointer }) => pointer)).toEqual([
    "/spec/policyName",
    "/spec/validationActions/0",
    "/spec/validationActions",
  ]);
});

test("any document is read", () => {
  const words = fc.constantFrom(
    "spec",
    "matchConstraints",
    "resourceRules",
    "validations",
    "expression",
    "variables",
    "matchConditions",
    "name",
  );
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(words, tie("node"), { maxKeys: 4 }),
      fc.array(tie("node"), { maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(words, node), (document) => {
      expect(Array.isArray(readAdmissionPolicy(document, library).problems)).toBe(true);
      expect(Array.isArray(readPolicyBinding(document).problems)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
