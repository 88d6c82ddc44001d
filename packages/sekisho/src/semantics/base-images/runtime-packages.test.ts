import { expect, test } from "vitest";
import { readRuntimePackage, runtimeImageFor } from "./runtime-packages.ts";

/** Expected values: package names of Amazon Linux, Debian and Alpine; tags of the official images. */
test.each([
  { name: "java-11-amazon-corretto-headless", on: "amazon-linux", expected: "amazoncorretto:11-al2023-headless" },
  { name: "java-17-amazon-corretto-17.0.9+8-1", on: "amazon-linux", expected: "amazoncorretto:17-al2023-headless" },
  { name: "openjdk-21-jre-headless", on: "debian", expected: "eclipse-temurin:21-jre" },
  { name: "openjdk17-jre", on: "alpine-linux", expected: "eclipse-temurin:17-jre-alpine" },
  { name: "python3.12", on: "ubuntu", expected: "python:3.12-slim" },
  { name: "nodejs20", on: "amazon-linux", expected: "node:20-slim" },
  { name: "java-11-amazon-corretto-devel", on: "amazon-linux", expected: undefined },
  { name: "openjdk-9-jre", on: "debian", expected: undefined },
  { name: "python3", on: "debian", expected: undefined },
])("$name on $on", ({ name, on, expected }) => {
  const runtime = readRuntimePackage(name);
  expect(runtime === undefined ? undefined : runtimeImageFor(runtime, on)).toBe(expected);
});
