import { describe, expect, test } from "vitest";
import type { CheckDescription } from "../../model/check.ts";
import { createRuleIndex, findClosestRule, findRule } from "./rule-index.ts";

const text = { en: "text", ja: "文" };
const base = { title: text, severity: "low", why: text, remediation: text, sources: [] } as const;
const catalogue: readonly CheckDescription[] = [
  { ...base, id: "dockerfile/no-user", aliases: ["trivy:DS-0002", "checkov:CKV_DOCKER_3"] },
  { ...base, id: "dockerfile/root-user", aliases: ["hadolint:DL3002", "trivy:DS-0002"] },
  { ...base, id: "shell/unquoted-variable", aliases: ["shellcheck:SC2086"] },
];
const index = createRuleIndex(catalogue);

describe("findRule", () => {
  test.each([
    { written: "dockerfile/no-user", name: "dockerfile/no-user", ids: ["dockerfile/no-user"] },
    { written: "no-user", name: "dockerfile/no-user", ids: ["dockerfile/no-user"] },
    { written: "hadolint:DL3002", name: "hadolint:DL3002", ids: ["dockerfile/root-user"] },
    { written: "dl3002", name: "hadolint:DL3002", ids: ["dockerfile/root-user"] },
    { written: "DS-0002", name: "trivy:DS-0002", ids: ["dockerfile/no-user", "dockerfile/root-user"] },
    { written: "SC2086", name: "shellcheck:SC2086", ids: ["shell/unquoted-variable"] },
    { written: "SC1091", name: "shellcheck:SC1091", ids: [] },
    { written: "shellcheck/SC1091", name: "shellcheck:SC1091", ids: [] },
  ])("$written", ({ written, name, ids }) => {
    expect(findRule(index, written)).toEqual({ name, ids });
  });

  test.each(["DL9999", "SC12", "trivy:DL3002", "", "toString", "__proto__"])("does not know %j", (written) => {
    expect(findRule(index, written)).toBeUndefined();
  });
});

describe("findClosestRule", () => {
  test.each([
    { written: "dockerfile/no-usr", closest: "dockerfile/no-user" },
    { written: "no-usre", closest: "dockerfile/no-user" },
    { written: "DL3003", closest: "hadolint:DL3002" },
    { written: "kubernetes", closest: undefined },
  ])("$written", ({ written, closest }) => {
    expect(findClosestRule(index, written)).toBe(closest);
  });
});
