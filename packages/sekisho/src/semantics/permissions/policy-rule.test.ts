import { describe, expect, test } from "vitest";
import { describeRule, type PolicyRule, ruleAllows } from "./policy-rule.ts";

function rule(part: Partial<PolicyRule>): PolicyRule {
  return { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceUrls: [], ...part };
}

const ask = { kind: "resource", verb: "get", group: "", resource: "pods", subresource: "", name: "" } as const;

describe("ruleAllows", () => {
  // Kubernetes documentation, "Using RBAC Authorization": Referring to resources, Role and ClusterRole, and the API
  // reference of PolicyRule.
  test.each([
    { name: "verb and resource", part: { apiGroups: [""], resources: ["pods"], verbs: ["get"] }, allowed: true },
    { name: "another verb", part: { apiGroups: [""], resources: ["pods"], verbs: ["list"] }, allowed: false },
    { name: "another group", part: { apiGroups: ["apps"], resources: ["pods"], verbs: ["get"] }, allowed: false },
    { name: "no group at all", part: { resources: ["pods"], verbs: ["get"] }, allowed: false },
    { name: "every group", part: { apiGroups: ["*"], resources: ["pods"], verbs: ["get"] }, allowed: true },
    { name: "every verb", part: { apiGroups: [""], resources: ["pods"], verbs: ["*"] }, allowed: true },
    { name: "every resource", part: { apiGroups: [""], resources: ["*"], verbs: ["get"] }, allowed: true },
    {
      name: "a subresource does not give its resource",
      part: { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
      allowed: false,
    },
    {
      name: "a resource does not give its subresource",
      part: { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
      request: { subresource: "log" },
      allowed: false,
    },
    {
      name: "the subresource of every resource",
      part: { apiGroups: ["*"], resources: ["*/scale"], verbs: ["get"] },
      request: { group: "apps", resource: "deployments", subresource: "scale" },
      allowed: true,
    },
    {
      name: "every subresource is no pattern",
      part: { apiGroups: [""], resources: ["pods/*"], verbs: ["get"] },
      request: { subresource: "log" },
      allowed: false,
    },
    {
      name: "every resource has every subresource",
      part: { apiGroups: [""], resources: ["*"], verbs: ["get"] },
      request: { subresource: "log" },
      allowed: true,
    },
    {
      name: "the object that is named",
      part: { apiGroups: [""], resources: ["pods"], verbs: ["get"], resourceNames: ["web"] },
      request: { name: "web" },
      allowed: true,
    },
    {
      name: "a request without a name, where one is named",
      part: { apiGroups: [""], resources: ["pods"], verbs: ["create"], resourceNames: ["web"] },
      request: { verb: "create" },
      allowed: false,
    },
    {
      name: "names are case-sensitive",
      part: { apiGroups: [""], resources: ["Pods"], verbs: ["get"] },
      allowed: false,
    },
    { name: "nothing", part: {}, allowed: false },
  ])("$name", ({ part, request, allowed }) => {
    expect(ruleAllows(rule(part), { ...ask, ...request })).toBe(allowed);
  });

  test.each([
    { name: "the address", urls: ["/healthz"], address: "/healthz", allowed: true },
    { name: "an address below", urls: ["/healthz"], address: "/healthz/ping", allowed: false },
    { name: "addresses below by a star", urls: ["/healthz/*"], address: "/healthz/ping", allowed: true },
    { name: "a star behind a part of a word", urls: ["/heal*"], address: "/healthz", allowed: true },
    { name: "every address", urls: ["*"], address: "/metrics", allowed: true },
    { name: "a star in the middle is no pattern", urls: ["/a/*/b"], address: "/a/x/b", allowed: false },
  ])("address: $name", ({ urls, address, allowed }) => {
    const asked = { kind: "address", verb: "get", address } as const;
    expect(ruleAllows(rule({ verbs: ["get"], nonResourceUrls: urls }), asked)).toBe(allowed);
  });
});

describe("describeRule", () => {
  test.each([
    { name: "of the core group", part: { apiGroups: [""], resources: ["pods"], verbs: ["get"] }, text: "get pods" },
    { name: "of another", part: { apiGroups: ["apps"], resources: ["a"], verbs: ["get"] }, text: "get a.apps" },
    {
      name: "several resources and groups",
      part: { apiGroups: ["apps", ""], resources: ["a", "b"], verbs: ["get"] },
      text: "get a, b [apps, core]",
    },
    {
      name: "long lists begin with what is asked about",
      part: { apiGroups: [""], resources: ["a", "b", "c", "d", "e"], verbs: ["get"], resourceNames: ["x"] },
      text: "get e, a, b, c, +1 (x)",
    },
    { name: "addresses", part: { nonResourceUrls: ["/metrics"], verbs: ["get"] }, text: "get /metrics" },
  ])("$name", ({ part, text }) => {
    expect(describeRule(rule(part), ["e"])).toBe(text);
  });
});
