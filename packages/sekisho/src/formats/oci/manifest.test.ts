import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfiguration } from "./configuration.ts";
import { joinHistory } from "./layer-history.ts";
import { isAttestation, parseLayoutVersion, parseManifest, parseSavedImages } from "./manifest.ts";
import { unreadableLayerOf } from "./media-types.ts";

const digest = `sha256:${"a".repeat(64)}`;
const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: 7 };

function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}

function problemsOf(parsed: ReturnType<typeof parseManifest>): readonly string[] {
  if (parsed.kind === "parsed") throw new Error("expected problems");
  return parsed.problems.map((problem) => `${problem.pointer} ${problem.expected.en}, got ${problem.got}`);
}

describe("parseManifest", () => {
  // Source: OCI image specification 1.1, the examples of manifest.md and image-index.md, shortened.
  test.each([
    { name: "an OCI manifest", document: { schemaVersion: 2, config, layers: [config] }, kind: "manifest" },
    { name: "a manifest without layers", document: { schemaVersion: 2, config, layers: [] }, kind: "manifest" },
    { name: "an index", document: { schemaVersion: 2, manifests: [config] }, kind: "index" },
    { name: "schema 1", document: { schemaVersion: 1, fsLayers: [] }, kind: "schema-1" },
    {
      name: "a null where nothing is",
      document: { schemaVersion: 2, config, layers: [], annotations: null },
      kind: "manifest",
    },
  ])("reads $name", ({ document, kind }) => {
    expect(parseManifest(bytes(document))).toMatchObject({ kind: "parsed", value: { kind } });
  });

  test.each([
    { name: "no JSON", document: "{", says: "JSON in UTF-8" },
    { name: "a list", document: [], says: " an object, got a list" },
    { name: "nothing in it", document: {}, says: "/layers a list, got nothing" },
    {
      name: "a number as digest",
      document: { config: { ...config, digest: 17 }, layers: [] },
      says: "/config/digest a text, got 17",
    },
    {
      name: "capitals in a digest",
      document: { config: { ...config, digest: digest.toUpperCase() }, layers: [] },
      says: "/config/digest a digest",
    },
    {
      name: "a negative size",
      document: { config: { ...config, size: -1 }, layers: [] },
      says: "/config/size a whole number",
    },
    {
      name: "a size beyond all numbers",
      document: { config: { ...config, size: 1e300 }, layers: [] },
      says: "/config/size a whole number",
    },
    { name: "a null as layer", document: { config, layers: [null] }, says: "/layers/0 a descriptor, got null" },
    {
      name: "layers and manifests",
      document: { config, layers: [], manifests: [] },
      says: "/manifests no manifests beside",
    },
    {
      name: "a type that lies",
      document: { mediaType: "application/vnd.oci.image.index.v1+json", config, layers: [] },
      says: "because the document is an index",
    },
    {
      name: "a name in two spellings",
      document: { config, layers: [config], Layers: [] },
      says: '/layers the name layers in this spelling only, got "Layers"',
    },
  ])("refuses $name", ({ document, says }) => {
    expect(problemsOf(parseManifest(bytes(document))).join("\n")).toContain(says);
  });

  test("lists no more than twenty problems and none that steers a terminal", () => {
    const layers = Array.from({ length: 500 }, () => ({ ...config, digest: "\u001b[31m\u202e" }));

    const problems = problemsOf(parseManifest(bytes({ config, layers })));

    expect(problems).toHaveLength(20);
    expect(problems.join("")).not.toContain("\u001b");
    expect(problems.join("")).not.toContain("\u202e");
  });
});

// Source: BuildKit, docs/attestations/attestation-storage.md.
test.each([
  { name: "by its annotation", annotations: { "vnd.docker.reference.type": "attestation-manifest" }, expected: true },
  { name: "by its platform", platform: { os: "unknown", architecture: "unknown" }, annotations: {}, expected: true },
  { name: "an image", platform: { os: "linux", architecture: "amd64" }, annotations: {}, expected: false },
  { name: "an image without platform", annotations: {}, expected: false },
])("isAttestation: $name", ({ expected, ...fields }) => {
  expect(isAttestation({ mediaType: "", digest, sizeBytes: 0, ...fields })).toBe(expected);
});

test.each([
  { type: "application/vnd.oci.image.layer.v1.tar+zstd", expected: undefined },
  { type: "application/vnd.docker.image.rootfs.diff.tar.gzip", expected: undefined },
  { type: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", expected: "foreign" },
  { type: "application/vnd.oci.image.layer.nondistributable.v1.tar", expected: "foreign" },
  { type: "application/vnd.oci.image.layer.v1.tar+gzip+encrypted", expected: "encrypted" },
])("unreadableLayerOf: $type", ({ type, expected }) => {
  expect(unreadableLayerOf(type)).toBe(expected);
});

describe("parseConfiguration", () => {
  const document = {
    architecture: "arm",
    os: "linux",
    variant: "v7",
    created: "2026-01-02T03:04:05Z",
    config: {
      User: "app:app",
      ExposedPorts: { "80/tcp": {} },
      Env: ["PATH=/bin"],
      Entrypoint: ["/app"],
      Cmd: "serve",
      Volumes: { "/data": {} },
      Labels: { a: "b" },
      StopSignal: "SIGINT",
      OnBuild: ["RUN a"],
      Shell: ["/bin/sh", "-c"],
      Healthcheck: { Test: ["CMD", "true"], Interval: 30_000_000_000, Timeout: 1_500_000_000, Retries: 0 },
    },
    rootfs: { type: "layers", diff_ids: [digest] },
    history: [{ created_by: "a" }, { created_by: "b", empty_layer: true, comment: "c" }],
  };

  test("reads everything", () => {
    const parsed = parseConfiguration(bytes(document));

    expect(parsed).toMatchObject({
      kind: "parsed",
      value: {
        diffIds: [digest],
        tolerated: [],
        history: [
          { createdBy: "a", isEmptyLayer: false },
          { createdBy: "b", comment: "c", isEmptyLayer: true },
        ],
        configuration: {
          platform: { os: "linux", architecture: "arm", variant: "v7" },
          created: "2026-01-02T03:04:05Z",
          user: "app:app",
          exposedPorts: ["80/tcp"],
          environment: ["PATH=/bin"],
          entrypoint: ["/app"],
          command: ["serve"],
          volumes: ["/data"],
          labels: { a: "b" },
          stopSignal: "SIGINT",
          onBuild: ["RUN a"],
          shell: ["/bin/sh", "-c"],
          healthCheck: { test: ["CMD", "true"], intervalSeconds: 30, timeoutSeconds: 1.5 },
        },
      },
    });
  });

  test("leaves a wrong value out, names it, and keeps the rest", () => {
    const parsed = parseConfiguration(
      bytes({ ...document, config: { ...document.config, Env: "A", Labels: { a: 1, b: "c" } } }),
    );

    if (parsed.kind === "invalid") throw new Error("expected a configuration");
    expect(parsed.value.configuration).toMatchObject({ user: "app:app", environment: [], labels: { b: "c" } });
    expect(parsed.value.tolerated.map((problem) => problem.pointer)).toEqual(["/config/Env", "/config/Labels/a"]);
  });

  test("is nothing without its layers", () => {
    expect(parseConfiguration(bytes({ ...document, rootfs: {} }))).toMatchObject({
      kind: "invalid",
      problems: [{ pointer: "/rootfs/diff_ids" }],
    });
  });
});

test.each([
  { name: "each layer its entry", empty: [false, true, false], layers: 2, expected: [0, 2] },
  { name: "too few entries", empty: [false], layers: 2, expected: undefined },
  { name: "too many entries", empty: [false, false], layers: 1, expected: undefined },
  { name: "neither", empty: [], layers: 0, expected: [] },
])("joinHistory: $name", ({ empty, layers, expected }) => {
  const history = empty.map((isEmptyLayer) => ({ createdBy: "", isEmptyLayer }));
  expect(joinHistory(history, layers)).toEqual(expected);
});

describe("any bytes and any JSON", () => {
  const documents = fc.oneof(fc.uint8Array(), fc.json({ maxDepth: 6 }).map(bytes));

  test.each([
    { name: "parseManifest", parse: parseManifest },
    { name: "parseConfiguration", parse: parseConfiguration },
    { name: "parseLayoutVersion", parse: parseLayoutVersion },
    { name: "parseSavedImages", parse: parseSavedImages },
  ])("$name never throws", ({ parse }) => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(["parsed", "invalid"]).toContain(parse(document).kind);
      }),
    );
  });

  test("depth is no way out", () => {
    expect(parseManifest(bytes("[".repeat(1_000_000))).kind).toBe("invalid");
  });

  test("a name of the language is a name like others", () => {
    const parsed = parseManifest(bytes('{"config":{"__proto__":{"digest":"x"}},"layers":[],"constructor":1}'));
    expect(problemsOf(parsed).join()).toContain("/config/digest a text, got nothing");
  });
});
