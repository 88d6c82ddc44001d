import { describe, expect, test } from "vitest";
import { findPackageCache } from "./cache-files.ts";

/** Expected values: "FILES" and cache settings in the manuals of the package managers. */
describe("findPackageCache", () => {
  test.each([
    { path: "var/lib/apt/lists/deb.debian.org_debian_dists_trixie_InRelease", expected: "apt-lists" },
    { path: "var/lib/apt/lists/lock", expected: undefined },
    { path: "var/lib/apt/lists/partial", expected: undefined },
    { path: "var/cache/apt/archives/curl_8.14.1-2_amd64.deb", expected: "apt-archives" },
    { path: "var/cache/apk/APKINDEX.066df28d.tar.gz", expected: "apk" },
    { path: "var/cache/dnf/fedora-2d95c80a1fa0a67d/repodata/primary.xml.zst", expected: "dnf" },
    { path: "var/cache/zypp/raw/repo-oss/repodata/repomd.xml", expected: "zypper" },
    { path: "var/cache/pacman/pkg/zlib-1.3.1-2-x86_64.pkg.tar.zst", expected: "pacman" },
    { path: "root/.npm/_cacache/index-v5/00/11/22", expected: "npm" },
    { path: "usr/local/share/.cache/yarn/v6/npm-a/package.json", expected: "yarn" },
    { path: "root/.local/share/pnpm/store/v10/files/00/a", expected: "pnpm" },
    { path: "root/.cache/pip/http-v2/a/b/c", expected: "pip" },
    { path: "home/app/.cache/uv/wheels-v5/a.msgpack", expected: "uv" },
    { path: "root/.cache/pypoetry/artifacts/a.whl", expected: "poetry" },
    { path: "opt/conda/pkgs/openssl-3.5.0-h7b32b05_1.conda", expected: "conda" },
    { path: "usr/local/bundle/cache/rails-8.0.2.gem", expected: undefined },
    { path: "usr/local/lib/ruby/gems/3.4.0/cache/rake-13.2.1.gem", expected: "gem" },
    { path: "root/.composer/cache/files/a.zip", expected: "composer" },
    { path: "go/pkg/mod/cache/download/a.zip", expected: "go" },
    { path: "usr/local/cargo/registry/cache/index.crates.io/a.crate", expected: "cargo" },
    { path: "root/.m2/repository/a/b/1/b-1.jar", expected: "maven" },
    { path: "home/gradle/.gradle/caches/modules-2/a.jar", expected: "gradle" },
    { path: "root/.nuget/packages/a/1.0.0/a.nuspec", expected: "nuget" },
    { path: "srv/cache/apt/archives/a.deb", expected: undefined },
    { path: "app/src/cache.ts", expected: undefined },
  ])("$path", ({ path, expected }) => {
    expect(findPackageCache(path)?.id).toBe(expected);
  });
});
