import { expect, test } from "vitest";
import { parseImageReference } from "../image-reference/image-reference.ts";
import { findBaseImage } from "./find-base-image.ts";
import { findSupportedReference } from "./supported-tag.ts";

/** Expected values: endoflife.date on 2026-09-01; the line that is maintained longest. */
test.each([
  { name: "amazonlinux:2", expected: "amazonlinux:2023" },
  { name: "debian:9-slim", expected: "debian:13-slim" },
  { name: "debian:buster-slim", expected: "debian:13-slim" },
  { name: "node:16-alpine3.12", expected: "node:26-alpine" },
  { name: "public.ecr.aws/docker/library/debian:10", expected: "public.ecr.aws/docker/library/debian:13" },
  { name: "maven:3.6-jdk-8-openj9", expected: undefined },
  { name: "debian:latest", expected: undefined },
  { name: `debian:9@sha256:${"0".repeat(64)}`, expected: undefined },
])("$name", ({ name, expected }) => {
  const reference = parseImageReference(name);
  const image = reference === undefined ? undefined : findBaseImage(reference);
  const found =
    reference === undefined || image === undefined
      ? undefined
      : findSupportedReference(reference, image, { today: "2026-09-01" });
  expect(image).toBeDefined();
  expect(found).toBe(expected);
});
