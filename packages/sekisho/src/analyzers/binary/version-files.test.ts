import { expect, test } from "vitest";
import { versionFiles } from "./version-files.ts";

function analyze(path: string, text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const { packages } = versionFiles.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
  return (packages ?? []).map(({ name, version }) => `${name} ${version}`);
}

// Beginnings of the files as the projects ship them.
test.each([
  {
    path: "opt/java/openjdk/release",
    text: 'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_RUNTIME_VERSION="17.0.15+6"\nJAVA_VERSION="17.0.15"\n',
    found: "openjdk 17.0.15+6",
  },
  { path: "opt/jdk/release", text: 'JAVA_VERSION="1.8.0_292"\nOS_NAME="Linux"\n', found: "openjdk 1.8.0_292" },
  { path: "usr/local/go/VERSION", text: "go1.22.1\ntime 2024-02-29T18:18:48Z\n", found: "go 1.22.1" },
  { path: "usr/local/lib/erlang/releases/26/OTP_VERSION", text: "26.2.1\n", found: "erlang 26.2.1" },
  { path: "usr/local/lib/elixir/VERSION", text: "1.16.0\n", found: "elixir 1.16.0" },
  {
    path: "opt/rabbitmq/plugins/rabbit-3.12.0/ebin/rabbit.app",
    text: '{application, rabbit, [\n{vsn, "3.12.0"},',
    found: "rabbitmq 3.12.0",
  },
  {
    path: "usr/src/wordpress/wp-includes/version.php",
    text: "<?php\n/** */\n$wp_version = '6.4.3';\n",
    found: "wordpress 6.4.3",
  },
  {
    path: "usr/local/include/python3.12/patchlevel.h",
    text: '#define PY_MICRO_VERSION        1\n\n/* Version as a string */\n#define PY_VERSION              "3.12.1"\n',
    found: "python 3.12.1",
  },
  {
    path: "usr/local/include/node/node_version.h",
    text: "#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 11\n#define NODE_PATCH_VERSION 1\n",
    found: "node 20.11.1",
  },
])("reads $found from $path", ({ path, text, found }) => {
  expect(analyze(path, text)).toEqual([found]);
});

test.each([
  { name: "another file of that name", path: "etc/release", text: "Debian 12\n" },
  { name: "an empty file", path: "usr/local/go/VERSION", text: "" },
  { name: "another VERSION", path: "opt/gopher/VERSION", text: "go1.22.1\n" },
  { name: "bytes that are no text", path: "opt/jdk/release", text: "\0\xff\0JAVA" },
])("finds nothing in $name", ({ path, text }) => {
  expect(analyze(path, text)).toEqual([]);
});
