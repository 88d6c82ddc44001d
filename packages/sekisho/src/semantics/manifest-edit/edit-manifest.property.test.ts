import fc from "fast-check";
import { expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import type { ManifestChange } from "../kubernetes/manifest-change.ts";
import { type ManifestValue, pointerPart } from "../kubernetes/manifest-value.ts";
import { applyChanges } from "./apply-changes.ts";
import { addChanges, unchanged } from "./change-tree.ts";
import { editManifest } from "./edit-manifest.ts";
import { valueOf } from "./value-of.ts";

const newValues: fc.Arbitrary<ManifestValue> = fc.constantFrom<ManifestValue[]>(
  false,
  "yes",
  "plain",
  "a: b # c",
  7,
  null,
  {},
  [],
  ["ALL"],
  { runAsNonRoot: true, capabilities: { drop: ["ALL"], add: [] } },
  [{ name: "x", value: "1" }, "y"],
  "two\nlines",
);

/** Which values are changed, and how; numbers choose among the pointers of a document. */
const plans = fc.array(
  fc.record({
    choice: fc.nat(),
    kind: fc.constantFrom("set", "remove", "add", "append"),
    value: newValues,
  }),
  { minLength: 1, maxLength: 4 },
);

// Reads what was written with the parser that the scan uses, whose answers are those of Kubernetes' own reader.
test("edits make the wanted value of any document, and leave all comments and other characters", () => {
  let edited = 0;
  fc.assert(
    fc.property(generatedYaml(), plans, (text, steps) => {
      const root = parseYamlSource(text)[0]?.root;
      if (root === undefined) throw new Error(`not readable: ${text}`);
      const before = valueOf(root);
      const pointers = pointersIn(before);
      const changes = steps.map(({ choice, kind, value }): ManifestChange => {
        const pointer = pointers[choice % pointers.length] ?? "";
        if (kind === "remove") return { remove: pointer };
        if (kind === "set") return { set: pointer, value };
        return { set: kind === "append" ? `${pointer}/-` : `${pointer}/added/deep`, value };
      });
      const tree = addChanges(unchanged, changes);
      const wanted = tree === undefined ? undefined : applyChanges(before, tree);
      const made = editManifest(text, root, changes);
      if (!("edits" in made) || wanted === undefined) return;

      let result = text;
      let last = Number.POSITIVE_INFINITY;
      for (const edit of made.edits.toReversed()) {
        expect(edit.end).toBeLessThanOrEqual(last);
        last = edit.start;
        result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
      }

      const after = parseYamlSource(result);
      expect({ problems: after.flatMap(({ problems }) => problems), result }).toEqual({ problems: [], result });
      expect({ value: valueOf(after[0]?.root ?? root), result }).toEqual({ value: wanted, result });
      expect({ comments: commentsIn(result), result }).toEqual({ comments: commentsIn(text), result });
      edited += 1;
    }),
    { numRuns: Number(process.env["FUZZ_RUNS"] ?? 500) },
  );
  expect(edited).toBeGreaterThan(100);
});

/** The generator writes these as comments only; where values are put in between, their order may be another. */
function commentsIn(text: string): readonly string[] {
  return (text.match(/# (?:note|above|last)(?=\r?$)/gm) ?? []).toSorted();
}

/** A value with the way it is written. */
interface Written {
  readonly lines: (column: number) => readonly string[];
  /** On the line of its key or dash; `undefined` when it needs lines of its own. */
  readonly inline: string | undefined;
  readonly isList: boolean;
}

const scalars = fc.constantFrom(
  "1",
  "true",
  "text",
  '"quoted # text"',
  "'it''s'",
  "null",
  "~",
  "nginx:1.25",
  '"1.0"',
  "{}",
  "[]",
  "500m",
);
const comments = fc.constantFrom("", "", "", " # note");
const keys = fc.constantFrom("name", "image", "spec", "securityContext", "containers", "a/b", "c~d", "env", "data");

function plain(): fc.Arbitrary<Written> {
  return fc.tuple(scalars, comments).map(([text, comment]) => ({
    lines: () => [text + comment],
    inline: text + comment,
    isList: false,
  }));
}

function literal(): fc.Arbitrary<Written> {
  return fc.constantFrom("|", ">", "|-", "|+").map((sign) => ({
    lines: (column) => [sign, `${" ".repeat(column + 2)}# no comment`, "", `${" ".repeat(column + 2)}text`],
    inline: undefined,
    isList: false,
  }));
}

function flow(): fc.Arbitrary<Written> {
  const text = fc.oneof(
    fc
      .uniqueArray(keys, { minLength: 1, maxLength: 3 })
      .map((names) => `{ ${names.map((name) => `${name}: 1`).join(", ")} }`),
    fc
      .array(fc.constantFrom("a", "'b'", '"c"', "{ name: x }"), { minLength: 1, maxLength: 3 })
      .map((items) => `[${items.join(", ")}]`),
  );
  return fc.tuple(text, comments).map(([written, comment]) => ({
    lines: () => [written + comment],
    inline: written + comment,
    isList: false,
  }));
}

interface BlockStyle {
  readonly step: number;
  readonly listStep: number;
  readonly gap: string;
}

function entryLines(key: string, value: Written, column: number, style: BlockStyle): readonly string[] {
  if (value.inline !== undefined) return [`${key}: ${value.inline}`];
  const inner = column + (value.isList ? style.listStep : style.step);
  const [first = "", ...others] = value.lines(inner);
  if (/^[|>]/.test(first)) return [`${key}: ${first}`, ...value.lines(column).slice(1)];
  return [`${key}:`, " ".repeat(inner) + first, ...others];
}

function map(value: fc.Arbitrary<Written>, style: BlockStyle): fc.Arbitrary<Written> {
  const entry = fc.tuple(keys, value, fc.constantFrom("", "", "# above"));
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ([key]) => key }).map((entries) => ({
    lines: (column) =>
      entries.flatMap(([key, held, above], index) => {
        const blanks = " ".repeat(column);
        const [first = "", ...others] = entryLines(key, held, column, style);
        // The first line of a block is put behind its indentation by the caller.
        const head = above === "" || index === 0 ? [] : [blanks + above];
        return [...head, index === 0 ? first : blanks + first, ...others];
      }),
    inline: undefined,
    isList: false,
  }));
}

function list(value: fc.Arbitrary<Written>, style: BlockStyle): fc.Arbitrary<Written> {
  return fc.array(value, { minLength: 1, maxLength: 3 }).map((items) => ({
    lines: (column) =>
      items.flatMap((item, index) => {
        const dash = `-${style.gap}`;
        const inner = column + dash.length;
        const [first = "", ...others] = item.inline === undefined ? item.lines(inner) : [item.inline];
        const rest = /^[|>]/.test(first) ? item.lines(column).slice(1) : others;
        return [(index === 0 ? "" : " ".repeat(column)) + dash + first, ...rest];
      }),
    inline: undefined,
    isList: true,
  }));
}

/** Makes documents of YAML in every style that manifests are written in. */
function generatedYaml(): fc.Arbitrary<string> {
  const styles = fc.record({
    step: fc.constantFrom(2, 4),
    listStep: fc.constantFrom(0, 2),
    gap: fc.constantFrom(" ", "   "),
  });
  const ends = fc.constantFrom("\n", "", "\n\n# last\n");
  return fc.tuple(styles, fc.constantFrom("\n", "\r\n"), ends).chain(([style, lineEnd, end]) => {
    const { tree } = fc.letrec<{ tree: Written }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        plain(),
        literal(),
        flow(),
        map(tie("tree"), style),
        list(tie("tree"), style),
      ),
    }));
    return map(tree, style).map((root) => (root.lines(0).join("\n") + end).replaceAll("\n", lineEnd));
  });
}

/** Gives the pointers of all values inside another one. */
function pointersIn(value: unknown, base = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const pointer = base + pointerPart(key);
    return [pointer, ...pointersIn(held, pointer)];
  });
}
