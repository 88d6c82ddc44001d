import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isAtLeast } from "../packages/sekisho/src/model/severity.ts";
import { createSourceText } from "../packages/sekisho/src/model/source-text.ts";
import { unknownContext } from "../packages/sekisho/src/scan/build-context.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { dockerfileChecks } from "../packages/sekisho/src/scan/dockerfile-checks.ts";
import { examine } from "../packages/sekisho/src/scan/examine.ts";
import { fix } from "../packages/sekisho/src/scan/fix.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";

const today = "2026-11-01";
const examples = join(import.meta.dirname, "../examples");
const plan = planChecks(dockerfileChecks, defaultConfiguration);

function readExample(name: string): string {
  return readFileSync(join(examples, name, "Dockerfile"), "utf8");
}

function rulesAtLeast(text: string, severity: "medium" | "low"): readonly string[] {
  const source = createSourceText("Dockerfile", text);
  const settings = { plan, context: unknownContext, target: undefined, buildArguments: {}, today };
  return examine(source, settings)
    .violations.filter((judged) => isAtLeast(judged.severity, severity))
    .map(({ rule }) => rule.id);
}

describe("a Java service as many teams begin with", () => {
  const before = readExample("java-service");
  const { text, left } = fix(before, { proposals: true, today });
  const lines = text.split("\n");

  test("breaks several of the twelve practices", () => {
    expect(rulesAtLeast(before, "low")).toEqual(
      expect.arrayContaining([
        "dockerfile/base-image-end-of-life",
        "dockerfile/base-image-has-slimmer-variant",
        "dockerfile/add-instead-of-copy",
        "dockerfile/environment-specific-configuration-copied",
        "dockerfile/no-user",
        "dockerfile/setuid-not-removed",
        "dockerfile/copy-to-relative-destination",
      ]),
    );
  });

  /** Each line answers one of the twelve practices; written by hand from their text. */
  test.each([
    {
      name: "takes the official runtime image with a tag, from Amazon ECR Public",
      pattern: /^FROM public\.ecr\.aws\/docker\/library\/amazoncorretto:11-al2023-headless$/,
    },
    {
      name: "updates and cleans up in one RUN",
      pattern: /^RUN dnf -y update .*&& dnf clean all && rm -rf \/var\/cache\/dnf/,
    },
    { name: "takes setuid and setgid away", pattern: /^RUN .*chmod a-s/ },
    { name: "works in a directory of its own", pattern: /^WORKDIR \/app$/ },
    { name: "copies with COPY", pattern: /^COPY target\/\*\.jar app\.jar$/ },
    {
      name: "says how configuration comes in",
      pattern: /^# Configuration .* docker run --mount .*target=\/app\/config,readonly$/,
    },
    { name: "has a user without privileges, by number", pattern: /^USER [1-9]\d*$/ },
  ])("repaired, it $name", ({ pattern }) => {
    expect(lines.filter((line) => pattern.test(line))).toHaveLength(1);
  });

  test("repaired, it has one RUN, no ADD and no configuration, and starts as before", () => {
    expect(lines.filter((line) => line.startsWith("RUN "))).toHaveLength(1);
    expect(text).not.toMatch(/^(?:ADD|COPY) (?:.* )?config/m);
    expect(text.endsWith(before.slice(before.indexOf("ENTRYPOINT")))).toBe(true);
    expect(left).toEqual([]);
  });

  test("repaired, it has no finding of medium severity or above", () => {
    expect(rulesAtLeast(text, "medium")).toEqual([]);
  });
});

describe("the other examples", () => {
  test("the good one has nothing above info", () => {
    expect(rulesAtLeast(readExample("go-service"), "low")).toEqual([]);
  });

  test.each([
    {
      name: "node-web",
      rules: ["dockerfile/single-stage-build", "dockerfile/no-user", "dockerfile/secret-in-variable"],
    },
    {
      name: "python-api",
      rules: [
        "dockerfile/environment-file-copied",
        "dockerfile/attack-tool-installed",
        "dockerfile/build-tools-in-final-stage",
        "dockerfile/user-not-numeric",
      ],
    },
    {
      name: "legacy",
      rules: [
        "dockerfile/base-image-deprecated",
        "dockerfile/base-image-end-of-life",
        "dockerfile/credential-file-copied",
        "dockerfile/download-piped-to-shell",
        "dockerfile/password-set-in-image",
        "dockerfile/remote-add-without-checksum",
        "dockerfile/secret-deleted-in-later-layer",
        "dockerfile/sudo-used",
        "dockerfile/world-writable-permissions",
      ],
    },
  ])("$name shows what its README promises", ({ name, rules }) => {
    expect(rulesAtLeast(readExample(name), "low")).toEqual(expect.arrayContaining(rules));
  });
});
