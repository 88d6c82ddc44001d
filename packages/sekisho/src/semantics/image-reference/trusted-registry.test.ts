import { expect, test } from "vitest";
import { parseImageReference } from "./image-reference.ts";
import { isFromTrustedRegistry } from "./trusted-registry.ts";

// Expected values by hand, from the places as the doc comment describes them.
test.each([
  { name: "nothing is trusted", image: "debian", trusted: [], expected: false },
  { name: "Docker Hub is implied", image: "debian", trusted: ["docker.io"], expected: true },
  {
    name: "the index of Docker Hub is Docker Hub",
    image: "index.docker.io/a/b:1",
    trusted: ["docker.io"],
    expected: true,
  },
  { name: "a subdomain is another registry", image: "hub.docker.io/a/b", trusted: ["docker.io"], expected: false },
  { name: "a port belongs to the registry", image: "example.com:5000/a", trusted: ["example.com"], expected: false },
  { name: "star at the front", image: "eu.example.com/a", trusted: ["*.example.com"], expected: true },
  { name: "star needs its dot", image: "example.com/a", trusted: ["*.example.com"], expected: false },
  {
    name: "star in the middle",
    image: "1.dkr.ecr.eu.amazonaws.com/a",
    trusted: ["*.dkr.ecr.*.amazonaws.com"],
    expected: true,
  },
  { name: "pieces of a pattern may not overlap", image: "aba.io/x", trusted: ["ab*ba.io"], expected: false },
  { name: "star alone", image: "example.com/a", trusted: ["*"], expected: true },
  { name: "repository beginning", image: "ghcr.io/team/app", trusted: ["ghcr.io/team"], expected: true },
  { name: "a beginning ends at a slash", image: "ghcr.io/team-evil/app", trusted: ["ghcr.io/team"], expected: false },
  { name: "a slash behind the registry", image: "ghcr.io/team/app", trusted: ["ghcr.io/"], expected: true },
  { name: "case of the host does not count", image: "GHCR.io/team/app", trusted: ["ghcr.IO"], expected: true },
])("$name", ({ image, trusted, expected }) => {
  const reference = parseImageReference(image);
  expect(reference !== undefined && isFromTrustedRegistry(reference, trusted)).toBe(expected);
});
