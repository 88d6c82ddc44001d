import { expect, test } from "vitest";
import { findNewerReference } from "./newer-tag.ts";

const node = { from: "18.12.0", to: "18.20.4" };

// Tags as the makers of the images publish them; ends of support as endoflife.date has them.
test.each([
  { name: "the release itself", from: "debian:12", expected: undefined },
  { name: "a patch of a release", from: "debian:12.1-slim", expected: "debian:12-slim" },
  { name: "a patch of Alpine", from: "alpine:3.22.0", expected: "alpine:3.22" },
  { name: "the day of a build", from: "debian:bookworm-20230109-slim", expected: "debian:bookworm-slim" },
  {
    name: "of a registry of one's own, by the name of Docker Hub",
    from: "mirror.gcr.io/library/debian:12.1",
    expected: "mirror.gcr.io/library/debian:12",
  },
  { name: "a digest is not kept", from: `debian:12.1@sha256:${"a".repeat(64)}`, expected: "debian:12" },
  { name: "a release without support", from: "debian:9-slim", expected: "debian:13-slim" },
  {
    name: "three numbers of a product",
    from: "node:22.1.0-slim",
    product: { from: "22.1.0", to: "22.4.1" },
    expected: "node:22.4.1-slim",
  },
  {
    name: "two numbers",
    from: "node:22.1-bookworm",
    product: { from: "22.1.0", to: "22.4.1" },
    expected: "node:22.4-bookworm",
  },
  {
    name: "one number says enough",
    from: "node:22-slim",
    product: { from: "22.1.0", to: "22.4.1" },
    expected: undefined,
  },
  {
    name: "the release of Alpine is left to the newer tag",
    from: "node:22.1.0-alpine3.19",
    product: { from: "22.1.0", to: "22.4.1" },
    expected: "node:22.4.1-alpine",
  },
  {
    name: "a tag that does not fit what is installed",
    from: "node:22.0",
    product: { from: "22.1.0", to: "22.4.1" },
    expected: undefined,
  },
  { name: "no wish", from: "node:22.1.0", expected: undefined },
  { name: "a tag without a number", from: "node:lts", product: node, expected: undefined },
  { name: "an image that nobody knows", from: "registry.example.com/team/base:1.2", expected: undefined },
  { name: "no reference", from: "<script>", expected: undefined },
])("$name: $from", ({ from, product, expected }) => {
  expect(findNewerReference(from, { today: "2026-01-01", ...(product === undefined ? {} : { product }) })).toBe(
    expected,
  );
});
