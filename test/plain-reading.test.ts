import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import type { ZodMiniType } from "zod/mini";
import type { DocumentVariant, Importer } from "../packages/sekisho/src/importers/define.ts";
import { convertDocument } from "../packages/sekisho/src/importers/reading/convert-document.ts";
import { readPlain } from "../packages/sekisho/src/importers/reading/plain-reading.ts";
import { countValues, randomNumbers, replaceValue } from "./changed-document.ts";
import { loadSamples, sourceOf } from "./import-samples.ts";

// What is expected is zod's own answer for the same schema and value.

const samples = await loadSamples();
const otherValues: readonly unknown[] = [null, 7, "text", true, [], {}, [null], { constructor: 1 }, -0, ""];
const turns = 12;
const compared = { plain: 0, left: 0 };

test.each(samples)(
  "$name: what has nothing wrong in it is read as its schema reads it",
  async ({ importer, text, data }) => {
    const differences: object[] = [];
    const watched = watch(importer, differences);
    await convertDocument(sourceOf(text), { importers: [watched], from: importer.id });
    const random = randomNumbers(5);
    for (let turn = 0; data !== undefined && turn < turns; turn++) {
      const at = Math.floor(random() * countValues(data));
      const changed = replaceValue(data, at, otherValues[turn % otherValues.length]);
      await convertDocument(sourceOf(JSON.stringify(changed)), { importers: [watched], from: importer.id });
    }

    expect(differences).toEqual([]);
  },
);

test("values were read without their schemas, and those with something wrong in them were not", () => {
  expect(compared.left).toBeGreaterThan(100);
  expect(compared.plain).toBeGreaterThan(compared.left);
});

/** Compares both answers for everything that the importer reads. */
function watch(importer: Importer, differences: object[]): Importer {
  const watchVariant = (variant: DocumentVariant): DocumentVariant => ({
    ...variant,
    begin: (header, context) =>
      variant.begin(header, {
        ...context,
        read: (schema, value, pointer) => {
          if (!isSame(schema, value)) differences.push({ value, pointer });
          return context.read(schema, value, pointer);
        },
      }),
  });
  const [first, ...others] = importer.variants;
  return { ...importer, variants: [watchVariant(first), ...others.map(watchVariant)] };
}

function isSame(schema: ZodMiniType, value: unknown): boolean {
  const plain = readPlain(schema, value);
  const answer = schema.safeParse(value);
  compared[plain === undefined ? "left" : "plain"]++;
  return plain === undefined ? !answer.success : answer.success && isDeepStrictEqual(answer.data, plain.data);
}
