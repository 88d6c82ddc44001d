import { describe, expect, test } from "vitest";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import type { VexProduct } from "../../model/vex.ts";
import { parsePackageUrl } from "../package-url/package-url.ts";
import { matchProduct } from "./match-product.ts";
import { toVexTarget } from "./vex-target.ts";

const digest = `sha256:${"a".repeat(64)}`;
const otherDigest = `sha256:${"b".repeat(64)}`;

function packageOf(purl: string, fields: Partial<Package> = {}): Package {
  const url = parsePackageUrl(purl);
  return {
    id: purl,
    purl,
    type: "generic",
    name: url?.name ?? "",
    version: url?.version ?? "",
    licenses: [],
    hashes: [],
    foundBy: [],
    confidence: "certain",
    locations: [{ path: "" }],
    dependsOn: [],
    ...fields,
  };
}

function inventoryOf(packages: readonly Package[], name = "registry.example.com/shop/web:1.4"): Inventory {
  const configuration = {
    platform: { os: "linux", architecture: "amd64" },
    user: "",
    exposedPorts: [],
    environment: [],
    entrypoint: [],
    command: [],
    workingDirectory: "",
    labels: {},
    volumes: [],
    onBuild: [],
  };
  return {
    target: { kind: "image", name, digest },
    origin: { format: "scan" },
    distribution: { id: "rhel", idLike: [], version: "9.4" },
    image: {
      name,
      tags: [],
      digest,
      configDigest: `sha256:${"c".repeat(64)}`,
      source: "registry",
      configuration,
      history: [],
      layers: [],
      annotations: {},
    },
    packages,
    repositories: [],
    contentSets: [],
    coverage: [],
    diagnostics: [],
  };
}

function product(fields: Partial<VexProduct>): VexProduct {
  return { purls: [], cpes: [], hashes: [], names: [], components: [], ...fields };
}

function match(named: VexProduct, found: Package, packages: readonly Package[] = [found]) {
  const url = parsePackageUrl(found.purl);
  if (url === undefined) throw new Error(found.purl);
  const source = found.source === undefined ? {} : { source: found.source };
  return matchProduct(named, { url, package: found, ...source }, toVexTarget(inventoryOf(packages)));
}

const curl = packageOf("pkg:deb/debian/libcurl4@7.88.1-10?arch=amd64&distro=debian-12", {
  source: { name: "curl", version: "7.88.1-10" },
});

describe("package URLs", () => {
  test.each([
    { name: "all the same", purl: "pkg:deb/debian/libcurl4@7.88.1-10?arch=amd64&distro=debian-12", matches: true },
    { name: "no version", purl: "pkg:deb/debian/libcurl4", matches: true },
    { name: "fewer qualifiers", purl: "pkg:deb/debian/libcurl4@7.88.1-10?arch=amd64", matches: true },
    { name: "source package", purl: "pkg:deb/debian/curl@7.88.1-10?arch=source", matches: true },
    { name: "the same version otherwise written", purl: "pkg:deb/debian/libcurl4@0:7.88.1-10", matches: true },
    { name: "another version", purl: "pkg:deb/debian/libcurl4@7.88.1-11", matches: false },
    { name: "another architecture", purl: "pkg:deb/debian/libcurl4?arch=arm64", matches: false },
    { name: "another release", purl: "pkg:deb/debian/libcurl4?distro=debian-11", matches: false },
    { name: "another distribution", purl: "pkg:deb/ubuntu/libcurl4", matches: false },
    { name: "another type", purl: "pkg:rpm/debian/libcurl4", matches: false },
    { name: "a name that begins alike", purl: "pkg:deb/debian/libcurl", matches: false },
    { name: "source name without saying so", purl: "pkg:deb/debian/curl", matches: false },
    { name: "subpath", purl: "pkg:deb/debian/libcurl4#usr/lib", matches: false },
    { name: "no package URL", purl: "pkg:", matches: false },
  ])("$name: $matches", ({ purl, matches }) => {
    expect(match(product({ purls: [purl] }), curl) !== undefined).toBe(matches);
  });

  test.each([
    { name: "pypi", named: "pkg:pypi/Django_Rest", found: "pkg:pypi/django-rest@1.0" },
    { name: "npm scope", named: "pkg:npm/@babel/core@7.0.0", found: "pkg:npm/%40babel/core@7.0.0" },
    { name: "golang subpath", named: "pkg:golang/a.b/c#d", found: "pkg:golang/a.b/c@v1.0.0#d/e" },
  ])("names are normalised: $name", ({ named, found }) => {
    expect(match(product({ purls: [named] }), packageOf(found))).toBeDefined();
  });

  test.each([
    { range: "vers:npm/>=1.0.0|<2.0.0", matches: true },
    { range: "vers:npm/>=2.0.0", matches: false },
    { range: "vers:unknown/1", matches: false },
    { range: "1.5.0", matches: true },
  ])("versions beside the package URL: $range", ({ range, matches }) => {
    const named = product({ purls: ["pkg:npm/left@9.0.0"], versions: [range] });

    expect(match(named, packageOf("pkg:npm/left@1.5.0")) !== undefined).toBe(matches);
  });
});

describe("images", () => {
  test.each([
    { name: "manifest digest", named: { hashes: [digest] }, matches: true },
    { name: "configuration digest", named: { hashes: [`sha256:${"c".repeat(64)}`] }, matches: true },
    { name: "another digest", named: { hashes: [otherDigest] }, matches: false },
    { name: "oci with digest", named: { purls: [`pkg:oci/web@${digest}`] }, matches: true },
    {
      name: "oci with an encoded digest",
      named: { purls: [`pkg:oci/web@${digest.replace(":", "%3A")}`] },
      matches: true,
    },
    { name: "oci with another digest", named: { purls: [`pkg:oci/web@${otherDigest}`] }, matches: false },
    {
      name: "oci with repository and tag",
      named: { purls: ["pkg:oci/web?repository_url=registry.example.com/shop/web&tag=1.4"] },
      matches: true,
    },
    {
      name: "another repository",
      named: { purls: ["pkg:oci/web?repository_url=evil.example.com/shop/web"] },
      matches: false,
    },
    { name: "another tag", named: { purls: ["pkg:oci/web?tag=1.5"] }, matches: false },
    {
      name: "the name with another digest beside it",
      named: { purls: ["pkg:oci/web"], hashes: [otherDigest] },
      matches: false,
    },
    {
      name: "docker",
      named: { purls: ["pkg:docker/shop/web@1.4?repository_url=registry.example.com"] },
      matches: true,
    },
    { name: "docker of Docker Hub", named: { purls: ["pkg:docker/shop/web@1.4"] }, matches: false },
    { name: "its name", named: { names: ["registry.example.com/shop/web:1.4"] }, matches: true },
    { name: "nothing", named: {}, matches: false },
  ])("$name: $matches", ({ named, matches }) => {
    expect(match(product(named), curl) !== undefined).toBe(matches);
  });

  test("a part counts only in the product that is named", () => {
    const components = [product({ purls: ["pkg:deb/debian/libcurl4"] })];

    expect(match(product({ hashes: [digest], components }), curl)).toMatchObject({ isPinned: true });
    expect(match(product({ hashes: [otherDigest], components }), curl)).toBeUndefined();
  });

  test("a part without name is no part", () => {
    expect(match(product({ hashes: [digest], components: [product({})] }), curl)).toBeUndefined();
  });
});

describe("platforms", () => {
  test.each([
    { cpe: "cpe:/o:redhat:enterprise_linux:9", matches: true },
    { cpe: "cpe:/a:redhat:enterprise_linux:9::appstream", matches: true },
    { cpe: "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*", matches: true },
    { cpe: "cpe:/o:redhat:enterprise_linux:9.4", matches: true },
    { cpe: "cpe:/o:redhat:enterprise_linux:8", matches: false },
    { cpe: "cpe:/o:redhat:enterprise_linux:9.2", matches: false },
    { cpe: "cpe:/a:redhat:openshift:4.16::el9", matches: false },
    { cpe: "cpe:/o:debian:debian_linux:9", matches: false },
  ])("$cpe on RHEL 9.4: $matches", ({ cpe, matches }) => {
    const named = product({ cpes: [cpe], components: [product({ purls: [curl.purl] })] });

    expect(match(named, curl) !== undefined).toBe(matches);
  });
});

describe("parts of packages", () => {
  const left = packageOf("pkg:npm/left@1.0.0");
  const app = packageOf("pkg:npm/app@1.0.0", { dependsOn: ["pkg:npm/middle@1.0.0"] });
  const middle = packageOf("pkg:npm/middle@1.0.0", { dependsOn: [left.id] });
  const named = product({ purls: ["pkg:npm/app"], components: [product({ purls: ["pkg:npm/left"] })] });

  test("hold where the package alone brings the part", () => {
    expect(match(named, left, [app, middle, left])).toBeDefined();
  });

  test.each([
    { name: "something else needs it, too", others: [packageOf("pkg:npm/other@1.0.0", { dependsOn: [left.id] })] },
    { name: "nothing needs it", others: [] },
  ])("do not hold where $name", ({ others }) => {
    const packages = others.length === 0 ? [packageOf("pkg:npm/app@1.0.0"), left] : [app, middle, left, ...others];

    expect(match(named, left, packages)).toBeUndefined();
  });

  test("cycles end", () => {
    const cyclic = packageOf(left.purl, { dependsOn: [middle.id] });

    expect(match(named, cyclic, [app, middle, cyclic])).toBeDefined();
  });
});

test("the closer a statement is, the higher it ranks", () => {
  const inImage = (hashes: readonly string[], purl: string) =>
    product({ hashes, components: [product({ purls: [purl] })] });
  const names = [
    product({ names: ["registry.example.com/shop/web:1.4"] }),
    product({ hashes: [digest] }),
    product({ purls: ["pkg:deb/debian/libcurl4"] }),
    inImage([digest], "pkg:deb/debian/libcurl4"),
    product({ purls: ["pkg:deb/debian/libcurl4@7.88.1-10"] }),
    inImage([digest], "pkg:deb/debian/libcurl4@7.88.1-10"),
  ];

  const ranks = names.map((named) => match(named, curl)?.specificity ?? 0);

  expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
  expect(new Set(ranks).size).toBe(names.length);
});
