import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ESTree, parseSync, Visitor } from "rolldown/utils";
import { describe, expect, test } from "vitest";

// What is expected stands in docs/guide/writing-texts.md.
const root = fileURLToPath(new URL("../", import.meta.url));
const japanese = "[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]";

interface JapaneseText {
  readonly place: string;
  readonly text: string;
}

const texts = ["packages/sekisho/src", "packages/platform/src", "packages/web/src"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/fixtures\/|\/width\//.test(path))
  .flatMap(textsOf);

function textsOf(path: string): readonly JapaneseText[] {
  const found: JapaneseText[] = [];
  const source = readFileSync(join(root, path), "utf8");
  // Most files hold no text in two languages.
  if (!/\bja"?:/.test(source)) return [];
  new Visitor({
    Property({ key, value, start }) {
      const isJapanese =
        (key.type === "Identifier" && key.name === "ja") || (key.type === "Literal" && key.value === "ja");
      if (!isJapanese) return;
      const line = source.slice(0, start).split("\n").length;
      for (const text of literalsOf(value)) found.push({ place: `${path}:${line}`, text });
    },
  }).visit(parseSync(path, source).program);
  return found;
}

/** A template gives one text, each of its expressions a `…` in it. */
function literalsOf(value: ESTree.Node): readonly string[] {
  if (value.type === "Literal") return typeof value.value === "string" ? [value.value] : [];
  if (value.type !== "TemplateLiteral") return [];
  return [value.quasis.map(({ value: { cooked } }) => cooked ?? "").join("…")];
}

describe("Japanese texts", () => {
  test("are found", () => {
    expect(texts.length).toBeGreaterThan(3000);
  });

  test.each([
    { name: "have brackets of full width", wrong: new RegExp(`${japanese}\\(|\\)${japanese}`, "u") },
    { name: "have no exclamation mark", wrong: /！/u },
    { name: "keep a space before Latin letters and digits", wrong: new RegExp(`${japanese}[A-Za-z0-9]`, "u") },
    { name: "keep a space after Latin letters and digits", wrong: new RegExp(`[A-Za-z0-9]${japanese}`, "u") },
    { name: "end sentences and clauses with 。 and 、", wrong: new RegExp(`${japanese}[.,](?:\\s|$)`, "u") },
    {
      name: "say 既定 for a default, バージョン for a version of a program",
      wrong: /デフォルト|(?:古い|新しい|最新)版/u,
    },
  ])("$name", ({ wrong }) => {
    expect(texts.filter(({ text }) => wrong.test(text)).map(({ place, text }) => `${place} ${text}`)).toEqual([]);
  });
});
