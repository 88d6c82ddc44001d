import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { DockerfileCheck } from "../../checks/dockerfile/define.ts";
import { createSourceText } from "../../model/source-text.ts";
import { calendarOf } from "../../semantics/base-images/support-calendar.ts";
import { createContextReader, unknownContext } from "../build-context.ts";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { dockerfileChecks } from "../dockerfile-checks.ts";
import { examine } from "../examine.ts";
import { wordCheck } from "../fixtures/sample-checks.ts";
import { planChecks } from "../plan.ts";
import { examineInTwoThreads, type SecondReading } from "./examine-in-two-threads.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-second-"));
afterAll(() => rmSync(folder, { recursive: true }));

const stages = Array.from(
  { length: 200 },
  (_, index) => `FROM debian:12 AS stage-${index}
COPY . /srv/app-${index}
RUN apt-get update && apt-get install -y curl make=${index} && cd /srv && ./configure $FLAGS
RUN curl -sSL https://get.example.com/${index} | sh
`,
);
const text = stages.join("");

function settingsOf(given: Partial<SecondReading> = {}): SecondReading {
  return {
    plan: planChecks(dockerfileChecks, defaultConfiguration),
    context: unknownContext,
    file: undefined,
    target: undefined,
    buildArguments: {},
    today: "2026-09-01",
    ...given,
  };
}

/** Only the words of the file: what else an examination holds is bound to the objects of one thread. */
function saidIn({ violations, coverage, diagnostics }: ReturnType<typeof examine>) {
  return {
    violations: violations.map(({ rule, violation, severity }) => ({ rule: rule.id, violation, severity })),
    coverage,
    diagnostics,
  };
}

const failing: DockerfileCheck = {
  ...wordCheck({ word: "curl" }),
  id: "test/failing",
  evaluate() {
    throw new Error("out of order");
  },
};

describe("examineInTwoThreads", () => {
  test.each([
    { name: "a file of every family of checks", text, given: {} },
    { name: "a broken file", text: `${text}RUN echo "\nCOPY a\nFORM b\nRUN <<EOF\n`, given: {} },
    { name: "a file that turns an optional check on", text: `# check=experimental=all\n${text}`, given: {} },
    { name: "a stage and build arguments", text, given: { target: "stage-3", buildArguments: { FLAGS: "-x" } } },
    {
      name: "checks that the other thread does not know, and one that fails",
      text,
      given: { plan: planChecks([failing, ...dockerfileChecks, wordCheck({ word: "make" })], defaultConfiguration) },
    },
    {
      name: "checks that are off, and severities of the user",
      text,
      given: {
        plan: planChecks(dockerfileChecks, {
          ...defaultConfiguration,
          disable: ["shell/unquoted-variable"],
          severity: { "shell/cd-without-check": "high" },
        }),
      },
    },
    {
      name: "support periods of a database",
      text,
      given: {
        calendar: calendarOf({
          date: "2026-08-01",
          cycles: new Map([["debian", [{ name: "12", ends: "2026-01-31" }]]]),
        }),
      },
    },
  ])("gives what one thread gives: $name", async ({ text: written, given }) => {
    const source = createSourceText("Dockerfile", written);
    const settings = settingsOf(given);

    const examination = await examineInTwoThreads(source, settings);

    const alone = saidIn(examine(source, settings));
    expect(alone.violations.length).toBeGreaterThan(stages.length);
    expect(saidIn(examination)).toEqual(alone);
  });

  test("both threads see the build context", async () => {
    const file = join(folder, "Dockerfile");
    writeFileSync(join(folder, ".env"), "A=1\n");
    const settings = settingsOf({ file, context: createContextReader().contextOf(file) });
    const source = createSourceText("Dockerfile", text);

    const examination = await examineInTwoThreads(source, settings);

    expect(saidIn(examination)).toEqual(saidIn(examine(source, settings)));
  });

  test("several files at once are all examined", async () => {
    const source = createSourceText("Dockerfile", text);
    const alone = saidIn(examine(source, settingsOf()));

    const examinations = await Promise.all([1, 2, 3].map(() => examineInTwoThreads(source, settingsOf())));

    for (const examination of examinations) expect(saidIn(examination)).toEqual(alone);
  });
});
