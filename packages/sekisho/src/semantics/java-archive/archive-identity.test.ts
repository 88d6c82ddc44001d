import { describe, expect, test } from "vitest";
import { identifyArchive } from "./archive-identity.ts";

interface Case {
  readonly name: string;
  readonly path: string;
  readonly manifest?: Readonly<Record<string, string>>;
  readonly coordinates?: readonly string[];
  readonly packages: readonly string[];
}

const cases: readonly Case[] = [
  { name: "Maven's metadata", path: "a-1.0.jar", coordinates: ["g:a:1.0"], packages: ["g:a:1.0"] },
  {
    name: "renamed to a name without version",
    path: "app.jar",
    coordinates: ["com.example:shop:2.1"],
    packages: ["com.example:shop:2.1"],
  },
  {
    name: "shaded libraries behind itself",
    path: "client-all-3.0.jar",
    coordinates: ["g:lib:1.0", "g:client:3.0", "g:client-all:3.0"],
    packages: ["g:client-all:3.0", "g:lib:1.0", "g:client:3.0"],
  },
  {
    name: "one shaded library is not the archive",
    path: "agent-3.0.jar",
    coordinates: ["g:lib:1.0"],
    packages: ["?:agent:3.0 possible", "g:lib:1.0"],
  },
  {
    name: "only one has the version of the archive",
    path: "maven3-provider.jar",
    manifest: { "implementation-version": "3.8.7" },
    coordinates: ["g:maven-provider:3.8.7", "g:simple:1.7.32"],
    packages: ["g:maven-provider:3.8.7", "g:simple:1.7.32"],
  },
  {
    name: "classifier in the name",
    path: "netty-epoll-4.1.77.Final-linux-x86_64.jar",
    coordinates: ["io.netty:netty-epoll:4.1.77.Final"],
    packages: ["io.netty:netty-epoll:4.1.77.Final"],
  },
  {
    name: "group in the name",
    path: "jakarta.el.jakarta.el-api-5.0.1.jar",
    coordinates: ["jakarta.el:jakarta.el-api:5.0.1"],
    packages: ["jakarta.el:jakarta.el-api:5.0.1"],
  },
  {
    name: "known group and a manifest that agrees",
    path: "spring-core-5.3.20.jar",
    manifest: { "implementation-version": "5.3.20", "automatic-module-name": "spring.core" },
    packages: ["org.springframework:spring-core:5.3.20 likely"],
  },
  {
    name: "group that changed with a major version",
    path: "hibernate-core-5.6.9.Final.jar",
    packages: ["org.hibernate:hibernate-core:5.6.9.Final likely"],
  },
  {
    name: "the manifest writes more of the version",
    path: "bcprov-jdk15on-1.70.jar",
    manifest: { "bundle-version": "1.70.0" },
    packages: ["org.bouncycastle:bcprov-jdk15on:1.70 likely"],
  },
  {
    name: "group from the bundle",
    path: "widget-1.2.jar",
    manifest: { "bundle-symbolicname": "com.example.tools.widget;singleton:=true", "bundle-version": "1.2" },
    packages: ["com.example.tools:widget:1.2 likely"],
  },
  {
    name: "the manifest has another version than the name",
    path: "widget-1.2.jar",
    manifest: { "implementation-vendor-id": "com.example", "implementation-version": "9" },
    packages: ["com.example:widget:1.2 possible"],
  },
  {
    name: "the name has more than the version of the manifest",
    path: "widget-1.2-linux.jar",
    manifest: { "implementation-vendor-id": "com.example", "implementation-version": "1.2" },
    packages: ["com.example:widget:1.2 likely"],
  },
  {
    name: "plug-in of Jenkins",
    path: "git.hpi",
    manifest: { "group-id": "org.jenkins-ci.plugins", "short-name": "git", "plugin-version": "4.11.3" },
    packages: ["org.jenkins-ci.plugins:git:4.11.3 likely"],
  },
  { name: "name alone", path: "widget-1.2.jar", packages: ["?:widget:1.2 possible"] },
  { name: "no version anywhere", path: "app.jar", manifest: { "implementation-title": "app" }, packages: [] },
  {
    name: "placeholder as version",
    path: "app.jar",
    manifest: { "bundle-version": "${project.version}1" },
    packages: [],
  },
];

test.each(cases)("$name", ({ path, manifest = {}, coordinates = [], packages }) => {
  const found = identifyArchive({
    path,
    manifest: new Map(Object.entries(manifest)),
    coordinates: coordinates.map((text) => {
      const [group = "", artifact = "", version = ""] = text.split(":");
      return { group, artifact, version };
    }),
  });

  const lines = found.map(({ namespace = "?", name, version, confidence }) =>
    [`${namespace}:${name}:${version}`, confidence].filter((part) => part !== undefined).join(" "),
  );
  expect(lines).toEqual(packages);
});

describe("what the manifest says beside", () => {
  test("licences and vendor", () => {
    const manifest = new Map([
      ["bundle-license", '"Apache-2.0";link="https://example.com/a", https://example.com/LICENSE'],
      ["implementation-vendor", "Example"],
    ]);

    expect(identifyArchive({ path: "a-1.jar", manifest, coordinates: [] })).toMatchObject([
      { licenses: ["Apache-2.0", "https://example.com/LICENSE"], vendor: "Example" },
    ]);
  });
});
