import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { planChecks } from "../plan.ts";
import { judgeInParts, objectsAtATime } from "./judge-in-parts.ts";
import { createManifestJudge, type JudgedPart, judgeManifests } from "./judge-manifests.ts";
import { createManifestAcceptance } from "./manifest-acceptance.ts";
import { type ManifestFindingSettings, toManifestFindings } from "./manifest-findings.ts";
import { openManifest, parseManifest } from "./read-manifest.ts";

const plan = planChecks(manifestChecks, defaultConfiguration);

/** Objects enough for three parts, with two of one name in the first and the last. */
const manyObjects = [
  pod("twice"),
  ...Array.from({ length: 2 * objectsAtATime }, (_, index) => configMap(index)),
  pod("twice"),
];

describe("judgeInParts", () => {
  test.each([
    { name: "documents", text: manyObjects.join("---\n") },
    {
      name: "a List on one line, with a secret that no excerpt may show",
      text: JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: [
          toValue(pod("first")),
          ...Array.from({ length: 2 * objectsAtATime }, (_, index) => toValue(configMap(index))),
          toValue(pod("last", "tangerine")),
        ],
      }),
    },
    { name: "comments that accept", text: `# sekisho:ignore-file workload/host-network\n${manyObjects.join("---\n")}` },
  ])("makes the findings of a large file that its objects have together: $name", { timeout: 120_000 }, ({ text }) => {
    const inParts = findInParts(text);

    const together = findTogether(text);
    expect(inParts.length).toBeGreaterThan(5);
    expect(inParts).toEqual(together);
    expect(JSON.stringify(inParts)).not.toContain("tangerine");
  });

  test("asks about small files together and about a large one in parts", () => {
    const asked: number[] = [];
    const objects = new Map([
      ["a.yaml", objectsOf("a.yaml", configMap(0))],
      ["b.yaml", objectsOf("b.yaml", configMap(1))],
      ["c.yaml", objectsOf("c.yaml", manyObjects.join("---\n"))],
    ]);
    const judge = (part: readonly ManifestObject[]) => {
      asked.push(part.length);
      return [];
    };

    for (const { parts } of judgeInParts(["a.yaml", "b.yaml", "c.yaml"], { objects, violations: new Map(), judge })) {
      expect([...parts].flat()).toEqual([]);
    }

    expect(asked).toEqual([2, objectsAtATime, objectsAtATime, 2]);
  });
});

function findInParts(text: string): readonly Finding[] {
  const objects = objectsOf("a.yaml", text);
  const set = createManifestSet(objects);
  const judge = createManifestJudge(set, plan);
  const templates = new Map(set.templates.map((template) => [template.workload, template]));
  const partOf = (part: readonly ManifestObject[]): JudgedPart => ({
    objects: part,
    templates: part.flatMap((object) => templates.get(object) ?? []),
  });
  return toManifestFindings(judge.judgeWhole(), {
    ...settingsFor(text, objects),
    judge: (part) => judge.judgePart(partOf(part)),
  }).findings;
}

function findTogether(text: string): readonly Finding[] {
  const objects = objectsOf("a.yaml", text);
  const { violations } = judgeManifests(createManifestSet(objects), plan);
  return toManifestFindings(violations, settingsFor(text, objects)).findings;
}

function settingsFor(text: string, objects: readonly ManifestObject[]): ManifestFindingSettings {
  return {
    language: "en",
    controlsOf: () => [],
    objects,
    pathsWithExceptions: [],
    parse: (path) => openManifest(path, text),
    acceptance: createManifestAcceptance({
      configuration: defaultConfiguration,
      configured: [],
      today: "2027-01-31",
    }),
  };
}

function objectsOf(path: string, text: string): readonly ManifestObject[] {
  return readObjects(parseManifest(path, text).documents, { path }).objects;
}

function pod(name: string, password = ""): string {
  const env = password === "" ? [] : [{ name: "DB_PASSWORD", value: password }];
  const spec = { hostNetwork: true, containers: [{ name: "app", image: "a", env }] };
  return `${JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "shop" }, spec })}\n`;
}

function configMap(index: number): string {
  const metadata = { name: `settings-${index}`, namespace: "shop" };
  return `${JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { a: "1" } })}\n`;
}

function toValue(text: string): unknown {
  return JSON.parse(text);
}
