import { afterEach, expect, test } from "vitest";
import { type LoopbackRegistry, quickOptions, startRegistry } from "../../access/fixtures/loopback-registry.ts";
import { sampleImage } from "../../access/fixtures/sample-image.ts";
import type { RemediationAction, RemediationEffect } from "../../model/remediation.ts";
import { resolveDigests } from "./resolve-digests.ts";

let registry: LoopbackRegistry | undefined;

afterEach(async () => {
  await registry?.close();
  registry = undefined;
});

const nothing: RemediationEffect = {
  findings: 0,
  risk: 0,
  share: 0,
  severities: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
};

function raise(from: string, to?: string): RemediationAction {
  return {
    id: from,
    kind: "raise-base-image",
    subject: from,
    title: "",
    explanation: "",
    commands: [],
    image: { from, ...(to === undefined ? {} : { to }) },
    changes: [],
    findings: [],
    removes: nothing,
    adds: nothing,
    remains: nothing,
  };
}

test("asks once for each tag, and says what could not be had", async () => {
  const image = sampleImage();
  registry = await startRegistry(image);
  const { host } = registry;
  const [tag, gone] = [`${host}/shop/web:1.0`, `${host}/shop/web:2.0`];
  const actions = [raise(`${host}/shop/web:0.9`, tag), raise(tag), raise("x", gone)];

  const { digests, failures } = await resolveDigests(
    [{ target: "image", plan: { total: nothing, actions } }],
    quickOptions(),
  );

  expect(digests).toEqual(new Map([[tag, image.manifest.digest]]));
  expect(failures.map(({ reference, error }) => [reference, error.code])).toEqual([[gone, "image-not-found"]]);
  expect(registry.requests.filter((line) => line.includes("/manifests/1.0"))).toHaveLength(1);
});
