import { readReleaseFile, releaseFileNames } from "../../semantics/distribution/release-files.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads which distribution it is, from os-release and from every older file that says it. */
export const release = defineAnalyzer({
  id: "os/release",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  paths: [`etc/{${releaseFileNames.join(",")}}`, "usr/lib/os-release"],
  maxBytes: 256 * 1024,
  analyze({ path, bytes }) {
    const { fact, diagnostics } = readReleaseFile(path, bytes.toString("utf8"));
    return fact === undefined ? { diagnostics } : { facts: [fact], diagnostics };
  },
});
