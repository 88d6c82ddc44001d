import { expect, test } from "vitest";
import { fieldsReadBy, findRefusedField } from "./selected-fields.ts";

const object = {
  kind: "Deployment",
  metadata: { name: "web", labels: { "a/b": "c" } },
  spec: { replicas: 3, template: { spec: { containers: [{ image: "nginx" }] } } },
};

// Pointers by hand, as RFC 6901 writes them.
test.each([
  { name: "a field", source: "object.spec.replicas <= 5", wanted: "/spec/replicas" },
  {
    name: "the first that is there",
    source: "!has(object.spec.paused) || object.spec.replicas > 1",
    wanted: "/spec/replicas",
  },
  { name: "the first when none is", source: "has(object.spec.paused)", wanted: "/spec/paused" },
  {
    name: "not the kind that is looked for",
    source: "object.kind == 'Deployment' && object.spec.replicas > 1",
    wanted: "/spec/replicas",
  },
  { name: "the kind when there is nothing else", source: "object.kind != 'Deployment'", wanted: "/kind" },
  {
    name: "a collection",
    source: "object.spec.template.spec.containers.all(c, c.image != 'x')",
    wanted: "/spec/template/spec/containers",
  },
  { name: "a key in brackets", source: "object.metadata.labels['a/b'] == 'c'", wanted: "/metadata/labels/a~1b" },
  {
    name: "an item",
    source: "object.spec.template.spec.containers[0].image == ''",
    wanted: "/spec/template/spec/containers/0/image",
  },
  { name: "an optional field", source: "object.?spec.?replicas.orValue(1) > 1", wanted: "/spec/replicas" },
  { name: "a variable", source: "variables.pod.containers.size() > 0", wanted: "/spec/template/spec/containers" },
  { name: "a variable that is computed", source: "variables.many", wanted: "/spec/replicas" },
  { name: "no field", source: "request.operation == 'CREATE'", wanted: "" },
  { name: "the object itself", source: "object != null", wanted: "" },
  { name: "no expression", source: "object.spec.", wanted: "" },
])("$name", ({ source, wanted }) => {
  const variables = [
    { name: "pod", source: "object.spec.template.spec" },
    { name: "many", source: "object.spec.replicas > 2" },
  ];
  expect(findRefusedField(fieldsReadBy(variables, source), object)).toBe(wanted);
});
