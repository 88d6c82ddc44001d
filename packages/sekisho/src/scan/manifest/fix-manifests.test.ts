import { describe, expect, test } from "vitest";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { fixManifests, type ManifestFixOptions } from "./fix-manifests.ts";

const all: ManifestFixOptions = { proposals: true, today: "2027-01-31" };

function fixText(text: string, options: ManifestFixOptions = all) {
  const [repaired] = fixManifests([{ path: "a.yaml", text }], options);
  if (repaired === undefined) throw new Error("one file gives one result");
  return repaired;
}

const bare = `apiVersion: v1
kind: Pod
metadata:
  name: web # the shop
spec:
  hostNetwork: true # for now
  containers:
    - name: app
      image: registry.example.com/app:1.0
      # needs nothing
      securityContext: { privileged: true }
`;

describe("fixManifests", () => {
  test("repairs what is asked for and leaves every other character", () => {
    const { text, applied } = fixText(bare, { ...all, rules: ["workload/host-network"] });

    expect(text).toBe(bare.replace("hostNetwork: true # for now", "# for now"));
    expect(applied.map(({ rule, line, safety }) => ({ rule, line, safety }))).toEqual([
      { rule: "workload/host-network", line: 6, safety: "proposal" },
    ]);
  });

  test("a second run changes nothing", () => {
    const first = fixText(bare);
    const second = fixText(first.text);

    expect(first.text).not.toBe(bare);
    expect(second.text).toBe(first.text);
    expect(second.applied).toEqual([]);
  });

  test("without proposals only safe fixes are made; the others are named", () => {
    const { text, left } = fixText(bare, { ...all, proposals: false, rules: ["workload/host-network"] });

    expect(text).toBe(bare);
    expect(left).toMatchObject([{ rule: "workload/host-network", reason: "proposal" }]);
  });

  test("accepted violations stay", () => {
    const exception = {
      rule: "workload/host-network",
      reason: "x",
      owner: undefined,
      expires: undefined,
      range: { start: 0, end: 0 },
      path: ".sekisho.yaml",
      isOwn: true,
    };
    const annotated = bare.replace(
      "spec:",
      "  annotations: { sekisho.dev/ignore: workload/host-network reason=x }\nspec:",
    );
    const rules = ["workload/host-network"];

    expect(fixText(annotated, { ...all, rules }).text).toBe(annotated);
    const configuration = { ...defaultConfiguration, exceptions: [exception] };
    expect(fixText(bare, { ...all, rules, configuration }).text).toBe(bare);
  });

  test("what an anchor shares is left, and said", () => {
    const text = `apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: Pod, metadata: { name: a }, spec: &spec { hostNetwork: true, containers: [] } }
- { apiVersion: v1, kind: Pod, metadata: { name: b }, spec: *spec }
`;

    const result = fixText(text, { ...all, rules: ["workload/host-network"] });

    expect(result.text).toBe(text);
    expect(result.left.map(({ reason }) => reason)).toEqual(["not-editable", "not-editable"]);
  });

  test("broken documents keep their text, the others are repaired", () => {
    const broken = "a: [\n---\n";
    const { text } = fixText(`${broken}${bare}`, { ...all, rules: ["workload/host-network"] });

    expect(text).toBe(broken + bare.replace("hostNetwork: true # for now", "# for now"));
  });

  test("several fixes of one place are made together, over many files", () => {
    const files = Array.from({ length: 200 }, (_, index) => ({
      path: `${index}.yaml`,
      text: bare.replace("name: web", `name: web-${index}`),
    }));

    const repaired = fixManifests(files, all);

    expect(repaired.every(({ text }, index) => text !== files[index]?.text)).toBe(true);
    expect(repaired.flatMap(({ left }) => left).filter(({ reason }) => reason === "too-many-rounds")).toEqual([]);
    expect(repaired[0]?.text).toContain("name: web-0 # the shop");
  });
});
