import { expect, test } from "vitest";
import type { Distribution } from "../../model/inventory.ts";
import type { FoundPackage } from "../../model/package.ts";
import { packageUrlOf } from "./package-url-of.ts";

const debian: Distribution = { id: "debian", idLike: [], version: "12", codename: "bookworm" };
const redHat: Distribution = { id: "rhel", idLike: ["fedora"], version: "9.4" };
const alpine: Distribution = { id: "alpine", idLike: [], version: "3.20.3" };

// Forms as the purl project's type definitions describe them; `upstream` and `distro` as SBOM tools agree on them.
test.each<{ name: string; found: FoundPackage; distribution?: Distribution; expected: string }>([
  {
    name: "deb with epoch, rebuild and another source",
    found: {
      type: "deb",
      name: "login",
      version: "1:4.13+dfsg1-1+b1",
      architecture: "amd64",
      source: { name: "shadow", version: "1:4.13+dfsg1-1" },
    },
    distribution: debian,
    expected:
      "pkg:deb/debian/login@1:4.13%2Bdfsg1-1%2Bb1?arch=amd64&distro=debian-12&upstream=shadow%401:4.13%2Bdfsg1-1",
  },
  {
    name: "deb of its own source",
    found: { type: "deb", name: "curl", version: "8.1-1", source: { name: "curl", version: "8.1-1" } },
    distribution: debian,
    expected: "pkg:deb/debian/curl@8.1-1?distro=debian-12",
  },
  {
    name: "deb of a testing release",
    found: { type: "deb", name: "curl", version: "8.1-1" },
    distribution: { id: "debian", idLike: [], codename: "trixie" },
    expected: "pkg:deb/debian/curl@8.1-1?distro=debian-trixie",
  },
  {
    name: "rpm with epoch and module",
    found: { type: "rpm", name: "perl", version: "4:5.26.3-1.el8", architecture: "x86_64", module: "perl:5.26:8:9f" },
    distribution: redHat,
    expected: "pkg:rpm/redhat/perl@5.26.3-1.el8?arch=x86_64&distro=rhel-9.4&epoch=4&modularitylabel=perl:5.26:8:9f",
  },
  {
    name: "rpm with epoch 0",
    found: { type: "rpm", name: "bash", version: "0:5.1-2" },
    distribution: redHat,
    expected: "pkg:rpm/redhat/bash@5.1-2?distro=rhel-9.4",
  },
  {
    name: "apk",
    found: { type: "apk", name: "musl-utils", version: "1.2.5-r0", source: { name: "musl", version: "1.2.5-r0" } },
    distribution: alpine,
    expected: "pkg:apk/alpine/musl-utils@1.2.5-r0?distro=alpine-3.20.3&upstream=musl",
  },
  {
    name: "distribution unknown",
    found: { type: "deb", name: "curl", version: "8.1-1", architecture: "arm64" },
    expected: "pkg:deb/curl@8.1-1?arch=arm64",
  },
  {
    name: "npm",
    found: { type: "npm", namespace: "@types", name: "node", version: "24.0.1" },
    distribution: debian,
    expected: "pkg:npm/%40types/node@24.0.1",
  },
  {
    name: "go",
    found: { type: "golang", namespace: "github.com/BurntSushi", name: "toml", version: "v1.4.0" },
    expected: "pkg:golang/github.com/burntsushi/toml@v1.4.0",
  },
  {
    name: "unknown version",
    found: { type: "generic", name: "busybox", version: "" },
    expected: "pkg:generic/busybox",
  },
])("$name", ({ found, distribution, expected }) => {
  expect(packageUrlOf(found, distribution)).toBe(expected);
});
