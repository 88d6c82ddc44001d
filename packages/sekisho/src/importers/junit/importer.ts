import { childrenOf, findChild, type XmlElement } from "../../formats/xml/parse-xml.ts";
import { type Conversion, type DocumentVariant, defineImporter, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { placeInTree } from "../parts/file-place.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toTime } from "../parts/to-time.ts";

/** So deep suites may stand in suites. */
const maxSuites = 5;

/** Reads failed test cases: many tools write their findings as such. */
export const junit = defineImporter({
  id: "junit",
  name: "JUnit XML",
  reads: ["JUnit XML of any tool: testsuites, or one testsuite; suites in suites, up to 5 levels"],
  mapped: {
    en: "One finding for each failure or error of a test case: name, class, file, line, message, text, type. Cases without either count as passed; skipped ones are left out and told. Test cases name no rule: the name of the case is the rule, its class or suite the subject. Not mapped: times, output, properties.",
    ja: "テストケースの failure または error ごとに検出 1 件とし、名前、クラス、ファイル、行、メッセージ、本文、種類を取り込みます。どちらもないケースは問題なしとして数え、skipped は診断として報告します。ルールの欄がないため、ケース名をルール、クラスまたはスイートを対象とします。所要時間、出力、properties は取り込みません。",
  },
  variants: [
    variant("JUnit test suites", "/testsuites", recordsBelow("/testsuites/testsuite")),
    variant("JUnit test suite", "/testsuite", recordsBelow("/testsuite")),
  ],
});

/** Gives the places of test cases in a suite and in the suites in it; last that of the suite that is too deep. */
function recordsBelow(outermost: string): readonly string[] {
  const places: string[] = [];
  let suite = outermost;
  for (let level = 1; level <= maxSuites; level++) {
    places.push(`${suite}/testcase`);
    suite = `${suite}/testsuite`;
  }
  return [...places, suite];
}

function variant(name: string, root: string, records: readonly string[]): DocumentVariant {
  return {
    name,
    form: "xml",
    signs: [{ at: root, is: "object" }],
    header: [],
    records: [records],
    begin: (_, context): Conversion => ({
      target: { kind: "directory", name: context.targetName },
      convert,
    }),
  };
}

function* convert({ value, pointer, holders = [], line }: ImportedRecord): Generator<Outcome> {
  if (!isElement(value)) return;
  const place = line === undefined ? pointer : `${pointer}[${line}]`;
  if (value.name === "testsuite") {
    yield { kind: "left-out", note: { ...tooDeep, pointer: place } };
    return;
  }
  const name = value.attributes.get("name") ?? "";
  const suite = holders.at(-1);
  const problems = [...childrenOf(value, "failure"), ...childrenOf(value, "error")];
  for (const problem of problems) yield toFinding({ testcase: value, problem, suite });
  if (problems.length > 0) return;
  const skipped = findChild(value, "skipped");
  if (skipped === undefined) yield { kind: "passed", ...(name === "" ? {} : { rule: name }) };
  else {
    yield {
      kind: "left-out",
      note: {
        code: "skipped",
        level: "info",
        message: {
          en: "The test case was skipped: nobody looked.",
          ja: "テストケースはスキップされており、確認されていません。",
        },
        pointer: place,
      },
    };
  }
}

const tooDeep = {
  code: "too-deep",
  level: "error",
  message: {
    en: `Test suites stand in test suites, expected at most ${maxSuites} levels: the test cases of this one are not read.`,
    ja: `testsuite の入れ子は ${maxSuites} 階層までです。これより深い testsuite のテストケースは読み取れません。`,
  },
} as const;

interface Failed {
  readonly testcase: XmlElement;
  readonly problem: XmlElement;
  readonly suite: XmlElement | undefined;
}

function toFinding({ testcase, problem, suite }: Failed): Outcome {
  const rule = testcase.attributes.get("name") ?? problem.attributes.get("type") ?? "";
  const owner = testcase.attributes.get("classname") ?? suite?.attributes.get("name") ?? "";
  const path = testcase.attributes.get("file") ?? suite?.attributes.get("file") ?? "";
  const type = problem.attributes.get("type") ?? "";
  const told = severityOfWord(type);
  const message = problem.attributes.get("message") ?? "";
  const tree = { kind: "directory", name: "" } as const;
  const place = path === "" ? { subject: owner } : placeInTree({ path, tool: "junit", rule, tree });
  return {
    kind: "finding",
    finding: {
      kind: "misconfiguration",
      rule,
      // A case that fails says no more than that something is wrong.
      severity: told === "unknown" || type.toLowerCase() === "error" ? "medium" : told,
      title: rule,
      message: [message, problem.text.slice(0, maxText)].filter((text) => text !== "").join("\n"),
      evidence: path === "" ? [] : [evidenceAt(path, { startLine: toNumber(testcase.attributes.get("line")) })],
      ...place,
      ...present({
        rating: type === "" ? undefined : type,
        status: problem.name,
        lastSeen: toTime(suite?.attributes.get("timestamp")),
      }),
    },
  };
}

const maxText = 20_000;

function isElement(value: unknown): value is XmlElement {
  return typeof value === "object" && value !== null && "attributes" in value && "children" in value;
}
