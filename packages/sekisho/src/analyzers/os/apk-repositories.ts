import { withoutCredentials } from "../../formats/repository-lists/repository-address.ts";
import type { RepositoryFact } from "../../model/fact.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads where packages of Alpine come from, with the branch: edge and releases have different advisories. */
export const apkRepositories = defineAnalyzer({
  id: "os/apk-repositories",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  paths: ["etc/apk/repositories", "etc/apk/repositories.d/*.list"],
  maxBytes: 1024 * 1024,
  analyze({ bytes }) {
    const facts: RepositoryFact[] = [];
    for (const line of bytes.toString("utf8").split("\n")) {
      // A tag in front pins packages to the repository; v3 lines may say the kind of the index in words.
      const address = line
        .trim()
        .split(/\s+/)
        .find((word) => /^(?:[a-z]+:\/\/|\/)/.test(word));
      if (address === undefined || line.trimStart().startsWith("#")) continue;
      const [, suite, component] =
        /\/(edge|latest-stable|v\d+\.\d+)(?:\/([^/\s]+))?\/?$/.exec(address.slice(0, 1024)) ?? [];
      facts.push({
        kind: "repository",
        type: "apk",
        address: withoutCredentials(address),
        ...(suite === undefined ? {} : { suite }),
        ...(component === undefined ? {} : { components: [component] }),
        isEnabled: true,
      });
    }
    return { facts };
  },
});
