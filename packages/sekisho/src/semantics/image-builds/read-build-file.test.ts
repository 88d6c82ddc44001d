import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBuildFile, readBuildFile, readImageRenames } from "./read-build-file.ts";

describe("isBuildFile", () => {
  test.each([
    { path: "compose.yaml", expected: true },
    { path: "a/docker-compose.yml", expected: true },
    { path: "docker-compose.override.yml", expected: true },
    { path: "skaffold.yaml", expected: true },
    { path: "skaffold.dev.yaml", expected: true },
    { path: "composer.json", expected: false },
    { path: "my-compose.yaml", expected: false },
    { path: "compose.yaml/values.yaml", expected: false },
  ])("$path: $expected", ({ path, expected }) => {
    expect(isBuildFile(path)).toBe(expected);
  });
});

// Read by hand from the Compose specification ("build") and skaffold.dev ("skaffold.yaml").
describe("readBuildFile", () => {
  const compose = (service: string) => `services:\n  web:\n${service.replaceAll(/^/gm, "    ")}\n`;
  const skaffold = (artifact: string) =>
    `apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n  - ${artifact}\n`;

  test.each([
    {
      name: "a folder",
      text: compose("build: ./web\nimage: r.example/web:1"),
      expected: ["r.example/web:1 < ops/web"],
    },
    {
      name: "a context above, with a Dockerfile of its own",
      text: compose("image: web:1\nbuild: { context: .., dockerfile: web/Dockerfile }"),
      expected: ["web:1 < "],
    },
    {
      name: "a build without a context",
      text: compose("image: web:1\nbuild: { target: a }"),
      expected: ["web:1 < ops"],
    },
    {
      name: "further names",
      text: compose("image: web:1\nbuild: { context: ., tags: ['r.example/web:2', 5] }"),
      expected: ["web:1 < ops", "r.example/web:2 < ops"],
    },
    {
      name: "an artifact of Skaffold",
      text: skaffold("{ image: web, context: web }"),
      expected: ["web < ops/web (any)"],
    },
    { name: "an artifact beside its file", text: skaffold("image: web"), expected: ["web < ops (any)"] },
    {
      name: "an artifact of a profile",
      text: "apiVersion: skaffold/v3\nprofiles: [{ build: { artifacts: [{ image: a, context: b }] } }]",
      expected: ["a < ops/b (any)"],
    },
    { name: "an image that is not built here", text: compose("image: redis:8"), expected: [] },
    { name: "a build without a name", text: compose("build: ."), expected: [] },
    { name: "a name with a variable", text: compose("build: .\nimage: web:${TAG:-1}"), expected: [] },
    { name: "a folder with a variable", text: compose("build: ${WEB}\nimage: web:1"), expected: [] },
    { name: "a folder outside of the tree", text: compose("build: ../../web\nimage: web:1"), expected: [] },
    { name: "an absolute folder", text: compose("build: /web\nimage: web:1"), expected: [] },
    {
      name: "repositories",
      text: `${compose("build: https://github.com/a/b.git#main:web\nimage: web:1")}  api: { image: b, build: git@github.com:a/b }\n  job: { image: c, build: github.com/a/b }\n`,
      expected: [],
    },
    { name: "a broken file", text: "services: [", expected: [] },
    {
      name: "something else",
      text: "services:\n- web\n---\nbuild: { artifacts: [{ image: a }] }\n---\n5\n",
      expected: [],
    },
    {
      name: "a service of which one is broken",
      text: "services: { a: 5, b: { build: [], image: b }, c: { build: c, image: c } }",
      expected: ["c < ops/c"],
    },
  ])("$name", ({ text, expected }) => {
    const said = readBuildFile("ops/compose.yaml", text);

    expect(said.map(({ image, folder, isAnyTag }) => `${image} < ${folder}${isAnyTag ? " (any)" : ""}`)).toEqual(
      expected,
    );
    expect(said.every(({ saidBy }) => saidBy === "ops/compose.yaml")).toBe(true);
  });

  test("never throws, and never names a folder outside of the tree", () => {
    const word = fc.oneof(fc.constantFrom("..", ".", "a", "", "$A", "https:"), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.jsonValue(), (parts, other) => {
        const web = { image: "web:1", build: { context: parts.join("/") } };
        const said = readBuildFile("a/compose.yaml", JSON.stringify({ services: { web, other } }));

        for (const { folder } of said) expect(folder.split("/")).not.toContain("..");
      }),
    );
  });
});

test("a kustomization renames images, with or without a tag of its own", () => {
  const text =
    "images:\n- { name: web, newName: r.example/web }\n- { name: api, newName: b, newTag: v2 }\n- { name: c, newTag: d }\n- e\n";

  expect(readImageRenames(text)).toEqual([
    { from: "web", to: "r.example/web", changesTag: false },
    { from: "api", to: "b", changesTag: true },
  ]);
});
