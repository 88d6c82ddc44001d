import { expect, test } from "vitest";
import { findOsvEcosystem } from "./ecosystems.ts";

/** Names from the list "Defined ecosystems" of the OSV schema, and from records of the databases named. */
test.each([
  { name: "npm", ecosystem: "npm", names: "binary" },
  { name: "crates.io", ecosystem: "cargo", names: "binary" },
  { name: "Go", ecosystem: "golang", names: "binary" },
  { name: "Packagist", ecosystem: "composer", names: "binary" },
  { name: "RubyGems", ecosystem: "gem", names: "binary" },
  { name: "SwiftURL", ecosystem: "swift", names: "binary" },
  { name: "Bitnami", ecosystem: "bitnami", names: "binary" },
  { name: "Debian:12", ecosystem: "debian:12", names: "source" },
  { name: "Debian:3.1", ecosystem: "debian:3.1", names: "source" },
  { name: "Ubuntu:22.04:LTS", ecosystem: "ubuntu:22.04", names: "source" },
  { name: "Ubuntu:23.10", ecosystem: "ubuntu:23.10", names: "source" },
  { name: "Ubuntu:Pro:18.04:LTS", ecosystem: "ubuntu:18.04", names: "source", channel: "esm" },
  { name: "Ubuntu:Pro:FIPS-updates:20.04:LTS", ecosystem: "ubuntu:20.04", names: "source", channel: "fips-updates" },
  { name: "Ubuntu:Pro:Realtime:24.04:LTS", ecosystem: "ubuntu:24.04", names: "source", channel: "realtime" },
  { name: "Alpine:v3.20", ecosystem: "alpine:3.20", names: "source" },
  { name: "Alpine", ecosystem: "alpine", names: "source" },
  { name: "AlmaLinux:9", ecosystem: "almalinux:9", names: "binary" },
  { name: "Rocky Linux:9", ecosystem: "rocky:9", names: "binary" },
  { name: "SUSE:Linux Enterprise Server 15 SP5", ecosystem: "sles:15.5", names: "binary" },
  { name: "SUSE:Linux Enterprise Server 15 SP4-LTSS", ecosystem: "sles:15.4", names: "binary", channel: "ltss" },
  { name: "SUSE:Linux Enterprise Module for Basesystem 15 SP6", ecosystem: "sles:15.6", names: "binary" },
  {
    name: "SUSE:Linux Enterprise Server for SAP Applications 15 SP3",
    ecosystem: "sles:15.3",
    names: "binary",
    channel: "sap",
  },
  { name: "SUSE:Linux Enterprise Micro 5.3", ecosystem: "sle-micro:5.3", names: "binary" },
  { name: "openSUSE:Leap 15.5", ecosystem: "opensuse-leap:15.5", names: "binary" },
  { name: "openSUSE:Tumbleweed", ecosystem: "opensuse-tumbleweed", names: "binary" },
  { name: "Red Hat:enterprise_linux:9::appstream", ecosystem: "rhel:9", names: "binary" },
  { name: "Red Hat:rhel_eus:9.2::baseos", ecosystem: "rhel:9", names: "binary", channel: "eus-9.2" },
])("$name is $ecosystem", ({ name, ...expected }) => {
  expect(findOsvEcosystem(name)).toEqual(expected);
});

test.each([
  { name: "OSS-Fuzz" },
  { name: "GIT" },
  { name: "Android" },
  { name: "" },
  { name: "SUSE:Manager Proxy 4.3" },
  { name: "npmx" },
])("$name has no packages of ours", ({ name }) => {
  expect(findOsvEcosystem(name)).toBeUndefined();
});
