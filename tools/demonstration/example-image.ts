import { writeFileSync } from "node:fs";
import {
  describe,
  json,
  layoutFiles,
  type SampleImage,
  type TarFile,
  tarOf,
} from "../../packages/sekisho/src/access/fixtures/sample-image.ts";
import { digestOf } from "../../packages/sekisho/src/formats/oci/digest.ts";

/** The image that a workload of examples/shop-manifests runs. */
const name = "registry.example.com/shop/orders:2.4.1";

const release = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.11.3\nPRETTY_NAME="Alpine Linux v3.11"\n';

/** Packages of the base: name, version, what they were built from. All were released, and most were repaired since. */
const basePackages = [
  ["alpine-baselayout", "3.2.0-r3", "alpine-baselayout"],
  ["busybox", "1.31.1-r8", "busybox"],
  ["libcrypto1.1", "1.1.1d-r3", "openssl"],
  ["libssl1.1", "1.1.1d-r3", "openssl"],
  ["musl", "1.1.24-r0", "musl"],
] as const;

const addedPackages = [
  ["curl", "7.66.0-r0", "curl"],
  ["libcurl", "7.66.0-r0", "curl"],
  ["nodejs", "12.14.0-r0", "nodejs"],
  ["npm", "12.14.0-r0", "nodejs"],
] as const;

const applicationPackages = [
  ["lodash", "4.17.15"],
  ["minimist", "1.2.0"],
  ["node-fetch", "2.6.0"],
  ["jsonwebtoken", "8.5.1"],
  ["express", "4.17.1"],
] as const;

/** A step of examples/shop-orders/Dockerfile, or of its base; one without files makes no layer. */
interface Step {
  readonly createdBy: string;
  readonly files?: readonly TarFile[];
}

const steps: readonly Step[] = [
  {
    createdBy: "ADD alpine-minirootfs-3.11.3-x86_64.tar.gz / # buildkit",
    files: [
      { name: "etc/os-release", content: release },
      { name: "etc/passwd", content: "root:x:0:0:root:/root:/bin/ash\nnode:x:1000:1000::/home/node:/bin/sh\n" },
      { name: "lib/apk/db/installed", content: writeBasePackages(basePackages) },
    ],
  },
  { createdBy: 'CMD ["/bin/sh"]' },
  {
    createdBy: "RUN /bin/sh -c apk add --no-cache curl nodejs npm # buildkit",
    files: [{ name: "lib/apk/db/installed", content: writeBasePackages([...basePackages, ...addedPackages]) }],
  },
  { createdBy: "WORKDIR /app", files: [{ name: "app/", content: "" }] },
  {
    createdBy: "COPY .env package.json ./ # buildkit",
    // Put together here, so that no file of this repository holds a secret.
    files: [
      {
        name: "app/.env",
        content: `DATABASE_URL=postgres://orders:${["c0rrect", "h0rse"].join("-")}@db.shop.svc/orders\n`,
      },
      { name: "app/package.json", content: json({ name: "orders", version: "2.4.1", license: "UNLICENSED" }) },
    ],
  },
  { createdBy: "RUN /bin/sh -c npm ci --omit=dev # buildkit", files: applicationPackages.map(writeApplicationPackage) },
  { createdBy: "RUN /bin/sh -c rm .env # buildkit", files: [{ name: "app/.wh..env" }] },
  { createdBy: "ENV NODE_ENV=production" },
  { createdBy: "EXPOSE map[8080/tcp:{}]" },
  { createdBy: 'ENTRYPOINT ["node" "server.js"]' },
];

/**
 * Writes an image as an OCI layout in one archive: the files that decide what a scan finds, byte for byte the same each
 * time, and none that could run.
 */
export function writeExampleImage(file: string): void {
  writeFileSync(file, tarOf(layoutFiles([{ image: makeImage(), name }])));
}

function makeImage(): SampleImage {
  const archives = steps.flatMap(({ files }) => (files === undefined ? [] : [tarOf(files)]));
  const configuration = json({
    os: "linux",
    architecture: "amd64",
    created: "2026-03-02T09:00:00Z",
    config: {
      Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=production"],
      Entrypoint: ["node", "server.js"],
      WorkingDir: "/app",
      ExposedPorts: { "8080/tcp": {} },
      Labels: { "org.opencontainers.image.source": "https://git.example.com/shop/orders" },
    },
    rootfs: { type: "layers", diff_ids: archives.map(digestOf) },
    history: steps.map(({ createdBy, files }) => ({
      created: "2026-03-02T09:00:00Z",
      created_by: createdBy,
      ...(files === undefined ? { empty_layer: true } : {}),
    })),
  });
  const config = describe(configuration, "application/vnd.oci.image.config.v1+json");
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const described = archives.map((archive) => describe(archive, "application/vnd.oci.image.layer.v1.tar"));
  const manifest = json({ schemaVersion: 2, mediaType, config, layers: described });
  return {
    blobs: new Map([...archives, configuration, manifest].map((bytes) => [digestOf(bytes), bytes])),
    manifest: describe(manifest, mediaType),
    configuration: config,
    layers: archives,
  };
}

function writeBasePackages(packages: readonly (readonly [string, string, string])[]): string {
  return packages.map(writeBasePackage).join("");
}

function writeBasePackage([name, version, origin]: readonly [string, string, string]): string {
  return `P:${name}\nV:${version}\nA:x86_64\nS:1\nI:1\nT:${name}\nL:MIT\no:${origin}\n\n`;
}

function writeApplicationPackage([name, version]: readonly [string, string]): TarFile {
  return { name: `app/node_modules/${name}/package.json`, content: json({ name, version, license: "MIT" }) };
}
