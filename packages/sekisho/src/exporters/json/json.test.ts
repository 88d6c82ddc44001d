import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import { hostileDocument, hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleDocument, sampleReport } from "../fixtures/sample-report.ts";
import { exportJson } from "./json.ts";
import { type AcceptedDocument, reportSchema } from "./schema.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(reportSchema());

describe("exportJson", () => {
  test("writes what it was given", () => {
    const document = sampleDocument("ja");

    expect(JSON.parse(exportJson(document, sampleContext("ja")))).toEqual(document);
  });

  test("writes keys in the order of the schema, however the document was built", () => {
    const text = exportJson(reversed(sampleDocument("en")), sampleContext("en"));

    expect(text).toBe(exportJson(sampleDocument("en"), sampleContext("en")));
    expect(
      text.startsWith(
        '{\n  "schemaVersion": 1,\n  "reports": [\n    {\n      "schemaVersion": 1,\n      "producer": {\n',
      ),
    ).toBe(true);
  });

  test.each(hostileTexts)("keeps a hostile text, escaped: $name", ({ text }) => {
    const document = hostileDocument(text);

    const written = exportJson(document, sampleContext("en"));

    expect(JSON.parse(written)).toEqual(document);
    expect(written).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
  });
});

describe("reportSchema", () => {
  test("accepts exactly the model's types", () => {
    expectTypeOf<ReportDocument>().toExtend<AcceptedDocument>();
    expectTypeOf<AcceptedDocument>().toExtend<ReportDocument>();
    type AcceptedReport = AcceptedDocument["reports"][number];
    type AcceptedFinding = AcceptedReport["findings"][number];
    type AcceptedEvidence = AcceptedFinding["evidence"][number];
    type AcceptedFix = NonNullable<AcceptedFinding["fix"]>;
    expectTypeOf<keyof AcceptedReport>().toEqualTypeOf<keyof Report>();
    expectTypeOf<keyof AcceptedReport["target"]>().toEqualTypeOf<keyof Report["target"]>();
    expectTypeOf<keyof AcceptedReport["coverage"][number]>().toEqualTypeOf<keyof Report["coverage"][number]>();
    expectTypeOf<keyof AcceptedReport["diagnostics"][number]>().toEqualTypeOf<keyof Report["diagnostics"][number]>();
    expectTypeOf<keyof AcceptedFinding>().toEqualTypeOf<keyof Finding>();
    expectTypeOf<keyof AcceptedFinding["rule"]>().toEqualTypeOf<keyof Finding["rule"]>();
    expectTypeOf<keyof NonNullable<AcceptedFinding["exception"]>>().toEqualTypeOf<
      keyof NonNullable<Finding["exception"]>
    >();
    expectTypeOf<keyof AcceptedEvidence>().toEqualTypeOf<keyof Evidence>();
    expectTypeOf<keyof AcceptedEvidence["location"]>().toEqualTypeOf<keyof Evidence["location"]>();
    expectTypeOf<keyof AcceptedFix["edits"][number]>().toEqualTypeOf<
      keyof NonNullable<Finding["fix"]>["edits"][number]
    >();
    expect(Object.keys(reportSchema().$defs).length).toBeGreaterThan(0);
  });

  test.each([
    { name: "English sample", document: sampleDocument("en") },
    { name: "Japanese sample", document: sampleDocument("ja") },
    { name: "no reports", document: { schemaVersion: 1, reports: [] } },
    { name: "unknown properties, for later versions", document: { schemaVersion: 1, reports: [], later: true } },
  ])("accepts: $name", ({ document }) => {
    expect(validate(document)).toBe(true);
  });

  test.each<{ name: string; document: unknown; at: string }>([
    { name: "another version", document: { schemaVersion: 2, reports: [] }, at: "/schemaVersion" },
    { name: "no reports", document: { schemaVersion: 1 }, at: "" },
    { name: "a bad time", document: withReport({ startedAt: "yesterday" }), at: "/reports/0/startedAt" },
    { name: "a bad digest", document: withTarget({ digest: "md5:0" }), at: "/reports/0/target/digest" },
    { name: "an unknown kind of target", document: withTarget({ kind: "spaceship" }), at: "/reports/0/target/kind" },
    { name: "an unknown severity", document: withFinding({ severity: "awful" }), at: "/reports/0/findings/0/severity" },
    { name: "no evidence", document: withFinding({ evidence: [] }), at: "/reports/0/findings/0/evidence" },
    {
      name: "line zero",
      document: withFinding({ evidence: [{ location: { path: "f", startLine: 0 } }] }),
      at: "/reports/0/findings/0/evidence/0/location/startLine",
    },
    {
      name: "an empty fix",
      document: withFinding({ fix: { safety: "safe", edits: [] } }),
      at: "/reports/0/findings/0/fix/edits",
    },
    {
      name: "a bad date",
      document: withFinding({ exception: { reason: "", expires: "2027-13-41" } }),
      at: "/reports/0/findings/0/exception/expires",
    },
    {
      name: "coverage without end",
      document: withReport({ coverage: [{ plugin: "a" }] }),
      at: "/reports/0/coverage/0",
    },
    { name: "a list instead of a document", document: [], at: "" },
  ])("refuses: $name", ({ document, at }) => {
    expect(validate(document)).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toContain(at);
  });
});

function withReport(changes: object): unknown {
  return { schemaVersion: 1, reports: [{ ...sampleReport("en"), ...changes }] };
}

function withTarget(changes: object): unknown {
  return withReport({ target: { ...sampleReport("en").target, ...changes } });
}

function withFinding(changes: object): unknown {
  return withReport({ findings: [{ ...sampleReport("en").findings[0], ...changes }] });
}

/** Builds an equal value with every object's keys in the opposite order. */
function reversed<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toReversed())
        : part,
    ),
  ) as Value;
}
