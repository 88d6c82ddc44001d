import { expect, test } from "vitest";
import { readConditions } from "./conditions.ts";
import type { Unanswerable } from "./match-resource.ts";

const known = {
  request: {
    operation: "CREATE",
    object: {
      metadata: { name: "web", labels: { "app.kubernetes.io/name": "shop" } },
      spec: { replicas: 3, ports: [80, 443], images: ["a:1", "b:latest"], period: "90s" },
    },
  },
};

// Kyverno documentation, "Preconditions": the table of operators; "JMESPath": paths, projections, `||`.
test.each([
  { name: "equal numbers", key: "{{ request.object.spec.replicas }}", operator: "Equals", value: 3, wanted: true },
  { name: "not equal", key: "{{ request.object.spec.replicas }}", operator: "NotEquals", value: 3, wanted: false },
  { name: "wildcards", key: "{{ request.object.metadata.name }}", operator: "Equals", value: "w*", wanted: true },
  {
    name: "a quoted key",
    key: '{{ request.object.metadata.labels."app.kubernetes.io/name" }}',
    operator: "Equals",
    value: "shop",
    wanted: true,
  },
  {
    name: "what stands for a missing value",
    key: "{{ request.object.spec.none || 'x' }}",
    operator: "Equals",
    value: "x",
    wanted: true,
  },
  { name: "a missing value", key: "{{ request.object.spec.none }}", operator: "Equals", value: "x", wanted: false },
  { name: "any in", key: "{{ request.object.spec.ports }}", operator: "AnyIn", value: [443, 8443], wanted: true },
  { name: "all in", key: "{{ request.object.spec.ports }}", operator: "AllIn", value: [443, 8443], wanted: false },
  { name: "any not in", key: "{{ request.object.spec.ports }}", operator: "AnyNotIn", value: [443], wanted: true },
  { name: "all not in", key: "{{ request.object.spec.ports[] }}", operator: "AllNotIn", value: [8443], wanted: true },
  {
    name: "in, by wildcards",
    key: "{{ request.object.spec.images[*] }}",
    operator: "AnyIn",
    value: "*:latest",
    wanted: true,
  },
  {
    name: "an item",
    key: "{{ request.object.spec.ports[1] }}",
    operator: "GreaterThanOrEquals",
    value: 443,
    wanted: true,
  },
  {
    name: "a function",
    key: "{{ to_upper(request.object.metadata.name) }}",
    operator: "Equals",
    value: "WEB",
    wanted: true,
  },
  {
    name: "a filter",
    key: "{{ request.object.spec.ports[?@ > `80`] | length(@) }}",
    operator: "Equals",
    value: 1,
    wanted: true,
  },
  { name: "a list as text of JSON", key: "b", operator: "AnyIn", value: '["a", "b"]', wanted: true },
  { name: "a duration", key: "{{ request.object.spec.period }}", operator: "LessThan", value: "2m", wanted: true },
  {
    name: "a length",
    key: "{{ length(request.object.spec.ports) }}",
    operator: "GreaterThan",
    value: 2,
    wanted: false,
  },
  {
    name: "in a text",
    key: "{{request.operation}}-{{request.object.metadata.name}}",
    operator: "Equals",
    value: "CREATE-web",
    wanted: true,
  },
  {
    name: "a map that is empty",
    key: "{{ request.object.spec.none || `{}` }}",
    operator: "Equals",
    value: {},
    wanted: true,
  },
])("$name", ({ key, operator, value, wanted }) => {
  const unanswerable: Unanswerable[] = [];
  const test = readConditions({ all: [{ key, operator, value }] }, { pointer: "", unanswerable });
  expect(unanswerable).toEqual([]);
  expect(test(known)).toBe(wanted);
});

test.each([
  { name: "a function that asks for the time", key: "{{ time_now() }}", wanted: ["/all/0/key"] },
  { name: "who asks", key: "{{ request.userInfo.username }}", wanted: ["/all/0/key"] },
  { name: "another variable", key: "{{ element.name }}", wanted: ["/all/0/key"] },
  { name: "a variable in a variable", key: "{{ request.object.{{ request.name }} }}", wanted: ["/all/0/key"] },
  { name: "another place of the pattern", key: "$(./../a)", wanted: ["/all/0/key"] },
  { name: "a variable without an end", key: "{{ request.object", wanted: ["/all/0/key"] },
])("cannot be answered: $name", ({ key, wanted }) => {
  const unanswerable: Unanswerable[] = [];
  readConditions({ all: [{ key, operator: "Equals", value: "x" }] }, { pointer: "", unanswerable });
  expect(unanswerable.map(({ pointer }) => pointer)).toEqual(wanted);
});
