import type { XmlElement } from "../../../formats/xml/parse-xml.ts";
import type { FeedContext, FeedReader, FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { oddPart, wrongRecord } from "../feed-problem.ts";
import { findChildText, openXmlRecords } from "../xml-records.ts";
import { isNotApplicable, type OvalDefinition, readDefinition, resolveDefinition } from "./definition.ts";
import { createInventory } from "./inventory.ts";

/** A definition with its line in the document. */
interface PlacedDefinition extends OvalDefinition {
  readonly line: number;
}

const sections = new Set(["definitions", "tests", "objects", "states"]);
const bugFix = /^EL(BA|EA)-/;

/**
 * Reads an OVAL document about RPM packages.
 *
 * Definitions come first and name tests that come behind them: what is needed of both is held until the end, about the
 * size of the document. Source: OVAL 5.11.
 */
export function openOval(source: string) {
  return (context: FeedContext, sink: FeedSink): FeedReader => {
    const inventory = createInventory();
    const definitions: PlacedDefinition[] = [];
    return openXmlRecords(context, sink, {
      root: "oval_definitions",
      expected: { en: "OVAL definitions", ja: "OVAL 定義" },
      handle: handleSection,
      onRecord(path, element, line) {
        if (path === "oval_definitions/generator") {
          const date = readFeedDate(findChildText(element, "timestamp"));
          if (date !== undefined) sink({ kind: "date", date });
        } else if (path === "oval_definitions/definitions/definition") {
          takeDefinition(element, source, { path: context.path, line, sink, definitions });
        } else {
          inventory.add(element);
        }
      },
      onEnd() {
        for (const definition of definitions) giveDefinition(definition, inventory, { path: context.path, sink });
      },
    });
  };
}

interface Taking {
  readonly path: string;
  readonly line: number;
  readonly sink: FeedSink;
  readonly definitions: PlacedDefinition[];
}

function takeDefinition(element: XmlElement, source: string, { path, line, sink, definitions }: Taking): void {
  const definition = readDefinition(element, source);
  if (definition === undefined) {
    sink(wrongRecord({ path, line }, expectedDefinition, element.attributes.get("id")));
  } else if (isNotApplicable(element)) {
    sink({ kind: "left-out", id: definition.texts.id, reason: "nothing-known" });
  } else {
    definitions.push({ ...definition, line });
  }
}

const expectedDefinition = {
  en: "a definition of a bulletin or a flaw",
  ja: "アドバイザリまたは脆弱性の定義",
};

function handleSection(path: string) {
  const [, section = "", element] = path.split("/");
  if (section === "generator") return "take";
  if (!sections.has(section)) return "skip";
  return element === undefined ? "open" : "take";
}

function giveDefinition(
  definition: PlacedDefinition,
  inventory: ReturnType<typeof createInventory>,
  { path, sink }: { readonly path: string; readonly sink: FeedSink },
): void {
  const { texts, line } = definition;
  const affected = resolveDefinition(definition, inventory);
  if (bugFix.test(texts.id)) {
    sink({ kind: "left-out", id: texts.id, reason: "not-security" });
    return;
  }
  if (affected.length === 0) sink(oddPart({ path, line }, "no-packages", noPackages));
  sink({ kind: "advisory", advisory: { ...texts, affected } });
}

const noPackages = {
  en: "Expected criteria that compare versions of packages on a known platform, got none.",
  ja: "既知のプラットフォームのパッケージのバージョンを比較する条件を想定しましたが、ありませんでした。",
};
