import { expect, test } from "vitest";
import { importers } from "../packages/sekisho/src/scan/import/import-reports.ts";
import { fieldGaps } from "./import-field-gaps.ts";
import { findUntakenFields } from "./import-sample-fields.ts";

test("every field that a schema names is in a sample and is used, or there is a reason", async () => {
  const gaps = fieldGaps.flatMap(({ fields }) => fields);

  expect(await findUntakenFields(importers)).toEqual([...new Set(gaps)].toSorted());
});
