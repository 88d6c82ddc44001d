import { describe, expect, test } from "vitest";
import { documentOf, onlyOf, own, ownReport, problem, run } from "./fixtures/told-documents.ts";

describe("tools that name no container", () => {
  const manifest = { kind: "manifest", name: "web.yaml" };
  const pod = "shop/web[Pod]";
  const told = (container?: string): object =>
    problem("a", {
      aliases: ["kubescape:C-0057"],
      subject: container === undefined ? pod : `${pod}/container:${container}`,
      evidence: [{ location: { path: "web.yaml" } }],
    });

  test.each([
    { name: "one is about all of them", one: [told("a"), told("b")], two: [told()], subjects: { a: 2, b: 2 } },
    { name: "several are one each", one: [told("a"), told("b")], two: [told(), told()], subjects: { a: 2, b: 2 } },
    {
      name: "more than containers are more problems",
      one: [told("a")],
      two: [told(), told()],
      subjects: { a: 2, "": 1 },
    },
    { name: "who says both means both", one: [told("a"), told()], two: [told()], subjects: { a: 1, "": 2 } },
  ])("$name", async ({ one, two, subjects }) => {
    const documents = [documentOf("one", manifest, one), documentOf("two", manifest, two)];
    for (const order of [documents, documents.toReversed()]) {
      const report = onlyOf(await run(order));

      const found = report.findings.map(({ subject, witnesses = [] }) => [
        subject.slice(`${pod}/container:`.length),
        witnesses.length,
      ]);
      expect(Object.fromEntries(found)).toEqual(subjects);
      expect(found).toHaveLength(Object.keys(subjects).length);
    }
  });

  test.each([
    { name: "ours names the container", own: `${pod}/container:a`, imported: told() },
    { name: "the other tool names the container", own: pod, imported: told("a") },
  ])("with a report of ours: $name", async ({ own: subject, imported }) => {
    const mine = own("workload/privileged", subject, 5);
    const sources = [
      ownReport([mine], { kind: "manifest", name: "web.yaml" }),
      documentOf("one", manifest, [imported]),
    ];

    const finding = onlyOf(onlyOf(await run(sources)).findings);

    expect(finding).toMatchObject({ id: mine.id, subject, witnesses: [{ tool: "one" }] });
  });
});
