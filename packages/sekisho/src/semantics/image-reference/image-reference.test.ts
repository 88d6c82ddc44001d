import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { familiarName, hubRepository, isOfficial, officialName, parseImageReference } from "./image-reference.ts";

const sha256 = `sha256:${"0123456789abcdef".repeat(4)}`;

// Expected values: distribution/reference, ParseNormalizedNamed, Domain, Path and FamiliarString.
const valid = [
  { name: "an official image", text: "node", expected: ["docker.io", "library/node", undefined, undefined, "node"] },
  {
    name: "a tag",
    text: "node:20-slim",
    expected: ["docker.io", "library/node", "20-slim", undefined, "node:20-slim"],
  },
  {
    name: "a user's image",
    text: "grafana/grafana",
    expected: ["docker.io", "grafana/grafana", undefined, undefined, "grafana/grafana"],
  },
  {
    name: "the hub by name",
    text: "docker.io/node",
    expected: ["docker.io", "library/node", undefined, undefined, "node"],
  },
  {
    name: "the hub's old name",
    text: "index.docker.io/library/node:1",
    expected: ["docker.io", "library/node", "1", undefined, "node:1"],
  },
  {
    name: "a port",
    text: "test.com:5000/repo:tag",
    expected: ["test.com:5000", "repo", "tag", undefined, "test.com:5000/repo:tag"],
  },
  {
    name: "a port that looks like a tag",
    text: "test:5000/repo",
    expected: ["test:5000", "repo", undefined, undefined, "test:5000/repo"],
  },
  {
    name: "what looks like a port is a tag",
    text: "test:5000",
    expected: ["docker.io", "library/test", "5000", undefined, "test:5000"],
  },
  { name: "localhost", text: "localhost/a/b", expected: ["localhost", "a/b", undefined, undefined, "localhost/a/b"] },
  { name: "a digest", text: `a@${sha256}`, expected: ["docker.io", "library/a", undefined, sha256, `a@${sha256}`] },
  { name: "tag and digest", text: `a/b:c@${sha256}`, expected: ["docker.io", "a/b", "c", sha256, `a/b:c@${sha256}`] },
  {
    name: "separators",
    text: "a__b/c-d--e/f.g_h",
    expected: ["docker.io", "a__b/c-d--e/f.g_h", undefined, undefined, "a__b/c-d--e/f.g_h"],
  },
  {
    name: "capitals in the tag",
    text: "lowercase:Uppercase",
    expected: ["docker.io", "library/lowercase", "Uppercase", undefined, "lowercase:Uppercase"],
  },
  {
    name: "capitals in the registry",
    text: "Registry/a",
    expected: ["Registry", "a", undefined, undefined, "Registry/a"],
  },
  {
    name: "IPv6",
    text: "[2001:db8::1]:5000/repo",
    expected: ["[2001:db8::1]:5000", "repo", undefined, undefined, "[2001:db8::1]:5000/repo"],
  },
  {
    name: "punycode",
    text: "xn--n3h.com/myimage:xn--n3h.com",
    expected: ["xn--n3h.com", "myimage", "xn--n3h.com", undefined, "xn--n3h.com/myimage:xn--n3h.com"],
  },
];

test.each(valid)("reads $name", ({ text, expected }) => {
  const found = parseImageReference(text);

  if (found === undefined) throw new Error(`no reference: ${text}`);
  expect([found.registry, found.repository, found.tag, found.digest, familiarName(found)]).toEqual(expected);
});

// Refused by ParseNormalizedNamed of distribution/reference.
test.each([
  { name: "nothing", text: "" },
  { name: "only a tag", text: ":tag" },
  { name: "only a digest", text: `@${sha256}` },
  { name: "capitals", text: "Uppercase:tag" },
  { name: "capitals behind the registry", text: "test:5000/Uppercase/lowercase:tag" },
  { name: "an unknown variable", text: "node:$TAG" },
  { name: "a short digest", text: "repo@sha256:ffff" },
  { name: "an unknown algorithm", text: `repo@md5:${"a".repeat(32)}` },
  { name: "a digest in capitals", text: `repo@sha256:${"A".repeat(64)}` },
  { name: "an image id", text: "0123456789abcdef".repeat(4) },
  { name: "an empty component", text: "a//b" },
  { name: "a slash at the end", text: "a/" },
  { name: "a scheme", text: "https://example.com/a" },
  { name: "three underscores", text: "a___b" },
  { name: "a dash at the end", text: "a-" },
  { name: "a long tag", text: `a:${"b".repeat(129)}` },
  { name: "a long name", text: `a/${"b".repeat(255)}` },
  { name: "a blank", text: "node 20" },
])("refuses $name", ({ text }) => {
  expect(parseImageReference(text)).toBeUndefined();
});

test("says where each part is written", () => {
  const text = `registry.example.com:5000/team/app:1.0@${sha256}`;

  const written = parseImageReference(text)?.written;

  // Counted by hand.
  expect(written?.registry).toEqual({ text: "registry.example.com:5000", start: 0, end: 25 });
  expect(written?.repository).toEqual({ text: "team/app", start: 26, end: 34 });
  expect(written?.tag).toEqual({ text: "1.0", start: 35, end: 38 });
  expect(written?.digest).toEqual({ text: sha256, start: 39, end: 110 });
});

describe("official images", () => {
  // Sources: the READMEs of docker-library; Google's documentation of mirror.gcr.io.
  test.each([
    { name: "the hub", text: "node:20", official: "node", hub: "library/node" },
    {
      name: "the copy in ECR Public",
      text: "public.ecr.aws/docker/library/node",
      official: "node",
      hub: "library/node",
    },
    { name: "Google's mirror", text: "mirror.gcr.io/library/node", official: "node", hub: "library/node" },
    { name: "Google's mirror without library", text: "mirror.gcr.io/node", official: "node", hub: "library/node" },
    { name: "a maker's image", text: "grafana/grafana", official: undefined, hub: "grafana/grafana" },
    { name: "another registry", text: "ghcr.io/library/node", official: undefined, hub: undefined },
    { name: "another gallery", text: "public.ecr.aws/bitnami/node", official: undefined, hub: undefined },
  ])("knows $name", ({ text, official, hub }) => {
    const reference = parseImageReference(text);

    if (reference === undefined) throw new Error(text);
    expect(officialName(reference)).toBe(official);
    expect(hubRepository(reference)).toBe(hub);
    expect(isOfficial(reference)).toBe(official !== undefined);
  });
});

test("reads its own familiar names again", () => {
  const component = fc.stringMatching(/^[a-z0-9]+(?:[._-][a-z0-9]+)?$/);
  const references = fc.tuple(
    fc.array(component, { minLength: 1, maxLength: 4 }),
    fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/)),
  );
  fc.assert(
    fc.property(references, ([path, tag]) => {
      const first = parseImageReference(path.join("/") + (tag === null ? "" : `:${tag}`));
      if (first === undefined) return;
      const again = parseImageReference(familiarName(first));
      expect([again?.registry, again?.repository, again?.tag]).toEqual([first.registry, first.repository, first.tag]);
    }),
  );
});

test("takes little time for long texts", () => {
  const hostile = [
    `${"a-".repeat(50_000)}!`,
    `${"a.".repeat(50_000)}/b`,
    "a:".repeat(50_000),
    `${"a/".repeat(50_000)}A`,
  ];

  const found = hostile.map(parseImageReference);

  expect(found).toEqual([undefined, undefined, undefined, undefined]);
});
