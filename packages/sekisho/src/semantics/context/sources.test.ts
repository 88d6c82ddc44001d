import { expect, test } from "vitest";
import { isRemoteSource, isUnpackedByAdd } from "./sources.ts";

// Dockerfile reference, ADD: URLs, Git repositories and the formats of local tar archives.
test.each([
  { name: "file", source: "app", isRemote: false, isUnpacked: false },
  { name: "directory", source: "./dist/", isRemote: false, isUnpacked: false },
  { name: "archive", source: "rootfs.tar", isRemote: false, isUnpacked: true },
  { name: "packed archives", source: "rootfs.tar.xz", isRemote: false, isUnpacked: true },
  { name: "short ending in capitals", source: "ROOTFS.TGZ", isRemote: false, isUnpacked: true },
  { name: "zstandard", source: "rootfs.tar.zst", isRemote: false, isUnpacked: true },
  { name: "zip is not unpacked", source: "app.zip", isRemote: false, isUnpacked: false },
  { name: "an ending inside of a name", source: "app.tar.md", isRemote: false, isUnpacked: false },
  { name: "address", source: "https://example.com/app", isRemote: true, isUnpacked: false },
  { name: "Git over SSH", source: "git@github.com:moby/buildkit.git#v0.26.0", isRemote: true, isUnpacked: false },
  { name: "Git over its own protocol", source: "git://example.com/app.git", isRemote: true, isUnpacked: false },
])("$name", ({ source, isRemote, isUnpacked }) => {
  expect([isRemoteSource(source), isUnpackedByAdd(source)]).toEqual([isRemote, isUnpacked]);
});
