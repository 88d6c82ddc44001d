import { expect, test } from "vitest";
import { isInformer, queryOf } from "./request-query.ts";

// RFC 3986, 3.4 Query; application/x-www-form-urlencoded of the URL standard.
test.each([
  { name: "none", requestUri: "/api/v1/pods", value: "" },
  { name: "plain", requestUri: "/api/v1/pods?fieldSelector=a", value: "a" },
  { name: "escaped", requestUri: "/api/v1/pods?limit=5&fieldSelector=metadata.name%3Dweb", value: "metadata.name=web" },
  { name: "the end of another name", requestUri: "/api/v1/pods?notfieldSelector=a", value: "" },
  { name: "in the path", requestUri: "/fieldSelector=a?limit=5", value: "" },
  { name: "twice", requestUri: "/?fieldSelector=a&fieldSelector=b", value: "a" },
  { name: "broken escapes", requestUri: "/?fieldSelector=%zz", value: "%zz" },
])("fieldSelector of a query: $name", ({ requestUri, value }) => {
  expect(queryOf({ requestUri }, "fieldSelector")).toBe(value);
});

// Kubernetes API concepts: informers list with resourceVersion=0, or watch with sendInitialEvents=true.
test.each([
  { name: "kubectl get", requestUri: "/api/v1/pods?limit=500", is: false },
  { name: "a reflector's list", requestUri: "/api/v1/pods?limit=500&resourceVersion=0", is: true },
  { name: "a reflector's watch", requestUri: "/api/v1/pods?watch=true&resourceVersion=771", is: true },
  {
    name: "a streamed list",
    requestUri: "/api/v1/pods?resourceVersionMatch=NotOlderThan&sendInitialEvents=true&watch=true",
    is: true,
  },
])("informer: $name", ({ requestUri, is }) => {
  expect(isInformer({ requestUri })).toBe(is);
});
