import { describe, expect, test } from "vitest";
import { compileSelection } from "../../semantics/file-selection/file-selection.ts";
import * as registry from "./registry.ts";

const analyzers = Object.values(registry);
const selection = compileSelection(analyzers.map(({ paths }) => paths));

// Places where the package managers keep their files, and places that only look like them.
describe("which analyzer reads a file", () => {
  test.each([
    { path: "lib/apk/db/installed", ids: ["os/apk"] },
    { path: "usr/lib/apk/db/installed", ids: ["os/apk"] },
    { path: "srv/lib/apk/db/installed", ids: [] },
    { path: "lib/apk/db/installed.old", ids: [] },
    { path: "var/lib/dpkg/status", ids: ["os/dpkg-status"] },
    { path: "var/lib/dpkg/status-old", ids: [] },
    { path: "var/lib/dpkg/status.d/libc6", ids: ["os/dpkg-status-directory"] },
    { path: "var/lib/dpkg/status.d/libc6.md5sums", ids: ["os/dpkg-file-checksums", "os/dpkg-status-directory"] },
    { path: "var/lib/dpkg/info/libc6:amd64.list", ids: ["os/dpkg-file-list"] },
    { path: "var/lib/dpkg/info/libc6:amd64.md5sums", ids: ["os/dpkg-file-checksums"] },
    { path: "var/lib/dpkg/diversions", ids: ["os/dpkg-diversions"] },
    { path: "usr/share/doc/libc6/copyright", ids: ["os/dpkg-copyright"] },
    { path: "usr/share/doc/libc6/examples/copyright", ids: [] },
    { path: "usr/lib/sysimage/rpm/rpmdb.sqlite", ids: ["os/rpm"] },
    { path: "usr/lib/sysimage/rpm/Packages.db", ids: ["os/rpm"] },
    { path: "var/lib/rpm/Packages", ids: ["os/rpm"] },
    { path: "var/lib/rpm/Basenames", ids: [] },
    { path: "var/lib/rpmmanifest/container-manifest-2", ids: ["os/rpm-manifest"] },
    { path: "var/lib/rpmmanifest/container-manifest-3", ids: [] },
    { path: "etc/os-release", ids: ["os/release"] },
    { path: "usr/lib/os-release", ids: ["os/release"] },
    { path: "etc/debian_version", ids: ["os/release"] },
    { path: "etc/openEuler-release", ids: ["os/release"] },
    { path: "etc/release", ids: [] },
    { path: "etc/apt/sources.list", ids: ["os/apt-sources"] },
    { path: "etc/apt/sources.list.d/debian.sources", ids: ["os/apt-sources"] },
    { path: "etc/apt/sources.list.d/debian.sources.save", ids: [] },
    { path: "etc/zypp/repos.d/oss.repo", ids: ["os/yum-repositories"] },
    { path: "etc/apk/repositories", ids: ["os/apk-repositories"] },
    { path: "root/buildinfo/content_manifests/ubi8.json", ids: ["os/red-hat-content-sets"] },
    { path: "opt/bitnami/redis/.spdx-redis.spdx", ids: ["os/bitnami"] },
    { path: "var/lib/pacman/local/glibc-2.38-7/desc", ids: ["os/alpm"] },
    { path: "var/lib/pacman/local/glibc-2.38-7/files", ids: ["os/alpm-file-list"] },
    { path: "usr/lib/opkg/status", ids: ["os/opkg"] },
  ])("$path: $ids", ({ path, ids }) => {
    expect([...selection.select(path)].map((index) => analyzers[index]?.id ?? "").toSorted()).toEqual(ids);
  });
});
