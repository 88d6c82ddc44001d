import type { ImportSample } from "../sample.ts";

const source = "anchore/syft, schema/json: schema-16.0.0.json, schema-1.1.0.json";
const digest = "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";

/** What Syft writes with `-o json`. */
export const samples: readonly ImportSample[] = [
  {
    name: "one package, smallest",
    shows: ["smallest"],
    source,
    document: { artifacts: [{ name: "a" }], source: { type: "image" } },
    findings: 0,
    packages: 1,
  },
  {
    name: "smallest",
    shows: ["empty"],
    source,
    document: { artifacts: [], source: { type: "directory", name: "app" } },
    findings: 0,
  },
  {
    name: "an image",
    shows: ["typical", "everything"],
    source,
    document: {
      artifacts: [
        {
          id: "1",
          name: "openssl",
          version: "3.0.7-1",
          type: "deb",
          foundBy: "dpkg-db-cataloger",
          locations: [{ path: "/var/lib/dpkg/status" }],
          licenses: [{ value: "Apache-2.0", spdxExpression: "Apache-2.0", type: "declared" }],
          purl: "pkg:deb/debian/openssl@3.0.7-1?arch=amd64",
        },
        { id: "2", name: "@babel/traverse", version: "7.0.0", type: "npm", purl: "pkg:npm/%40babel/traverse@7.0.0" },
        { id: "3", name: "own-parser", version: "2", type: "binary" },
      ],
      artifactRelationships: [{ parent: "1", child: "2", type: "dependency-of" }],
      source: {
        id: "x",
        name: "shop/web",
        type: "image",
        metadata: { userInput: "shop/web:1", manifestDigest: digest },
      },
      distro: { id: "debian", versionID: "12" },
      descriptor: { name: "syft", version: "1.18.0" },
      schema: {
        version: "16.0.20",
        url: "https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.20.json",
      },
    },
    findings: 0,
    packages: 3,
  },
  {
    name: "old version: schema 1",
    shows: ["old"],
    source,
    document: {
      artifacts: [
        {
          id: "1",
          name: "musl",
          version: "1.2.2-r0",
          type: "apk",
          licenses: ["MIT"],
          purl: "pkg:apk/alpine/musl@1.2.2-r0",
        },
      ],
      source: { type: "image", target: { userInput: "alpine:3.14", manifestDigest: digest } },
      distro: { name: "alpine", version: "3.14.0" },
      descriptor: { name: "syft", version: "0.20.0" },
      schema: { version: "1.1.0" },
    },
    findings: 0,
    packages: 1,
  },
  {
    name: "an entry without a name, one that is none, one that stands twice",
    source,
    document: {
      artifacts: [{ id: "1" }, 5, { name: "a", purl: "pkg:npm/a@1" }, { name: "a", purl: "pkg:npm/a@1" }],
      source: { type: "file", name: "app.jar" },
    },
    findings: 0,
    packages: 2,
    leftOut: 1,
    unread: 1,
  },
];
