import { describe, expect, test } from "vitest";
import { installed } from "./sample-store.ts";
import { isThirdParty } from "./third-party.ts";

/** Maintainers and versions as the repositories of their publishers write them. */
const foreign = [
  { name: "nginx.org", version: "1.27.3-1~bookworm", vendor: "NGINX Packaging <nginx-packaging@f5.com>" },
  { name: "MariaDB", version: "1:11.4.0+maria~deb12", vendor: "MariaDB Developers <developers@lists.mariadb.org>" },
  { name: "MariaDB, earlier", version: "1:10.6.12+maria~ubu2004" },
  { name: "Redis", version: "6:7.2.7-1rl1~bookworm1" },
  { name: "Sury", version: "8.4.23-1+0~20260703.52+debian12~1.gbp817a0c" },
  { name: "Sury for Ubuntu", version: "8.1.2-1+ubuntu20.04.1+deb.sury.org+1" },
  { name: "PostgreSQL", version: "16.3-1.pgdg120+1" },
  { name: "Corretto", version: "1:21.0.5.11-1", vendor: "Amazon Corretto Team <corretto-team@amazon.com>" },
  { name: "Temurin", version: "21.0.3.0.0+9-1", vendor: "Adoptium <temurin-dev@eclipse.org>" },
  { name: "Kubernetes", version: "1.31.0-1.1", vendor: "Kubernetes Authors <dev@kubernetes.io>" },
  { name: "NVIDIA", version: "12.3.1-1", vendor: "cudatools <cudatools@nvidia.com>" },
];

/** Maintainers and versions as Debian 12 has them. */
const own = [
  {
    name: "nginx",
    version: "1.22.1-9",
    vendor: "Debian Nginx Maintainers <pkg-nginx-maintainers@alioth-lists.debian.net>",
  },
  { name: "php", version: "8.2.7-1~deb12u1", vendor: "Debian PHP Maintainers <team+pkg-php@tracker.debian.org>" },
  { name: "a person", version: "7.88.1-10+deb12u8", vendor: "Alessandro Ghedini <ghedo@debian.org>" },
  {
    name: "Launchpad",
    version: "12",
    vendor: "Cross Toolchain Base Team <cross-toolchain-base-devs@lists.launchpad.net>",
  },
  { name: "nobody", version: "1.0-1" },
];

describe("a package on Debian", () => {
  test.each(foreign)("of the repository of $name is somebody else's", ({ version, vendor }) => {
    const found = installed("deb", "sample", version, vendor === undefined ? {} : { vendor });

    expect(isThirdParty(found, "debian:12")).toBe(true);
  });

  test.each(own)("maintained by $name is Debian's", ({ version, vendor }) => {
    const found = installed("deb", "sample", version, vendor === undefined ? {} : { vendor });

    expect(isThirdParty(found, "debian:12")).toBe(false);
  });
});

test.each([
  // Vendors as the packages of these repositories name them.
  { name: "EPEL on RHEL", release: "rhel:9", version: "3.2-1.el9", vendor: "Fedora Project", isForeign: true },
  { name: "Remi on RHEL", release: "rhel:9", version: "8.2.13-1.el9.remi", vendor: "", isForeign: true },
  { name: "Docker on RHEL", release: "rhel:9", version: "3:27.0.1-1.el9", vendor: "Docker", isForeign: true },
  { name: "NVIDIA on Rocky Linux", release: "rocky:9", version: "12.3.1-1", vendor: "NVIDIA", isForeign: true },
  { name: "RHEL", release: "rhel:9", version: "7.76.1-29.el9", vendor: "Red Hat, Inc.", isForeign: false },
  { name: "Amazon Linux", release: "amzn:2", version: "7.88-1.amzn2", vendor: "Amazon Linux", isForeign: false },
  { name: "Leap", release: "opensuse-leap:15.6", version: "8.6-1", vendor: "openSUSE", isForeign: false },
  {
    name: "SLES",
    release: "sles:15.5",
    version: "8.6-1",
    vendor: "SUSE LLC <https://www.suse.com/>",
    isForeign: false,
  },
  {
    name: "a project of a user on Leap",
    release: "opensuse-leap:15.6",
    version: "8.6-1",
    vendor: "obs://build.opensuse.org/home:ann",
    isForeign: true,
  },
])("a package of $name", ({ release, version, vendor, isForeign }) => {
  expect(isThirdParty(installed("rpm", "sample", version, { vendor }), release)).toBe(isForeign);
});

test.each([
  { name: "an endless maintainer", version: "1", vendor: `<x@${"a.".repeat(2_000_000)}` },
  { name: "an endless version", version: `1.el${"9".repeat(4_000_000)}` },
])("$name is read", ({ version, vendor = "" }) => {
  expect(isThirdParty(installed("rpm", "sample", version, { vendor: "" }), "rhel:9")).toBe(false);
  expect(isThirdParty(installed("deb", "sample", version, { vendor }), "debian:12")).toBe(false);
});
