import type { AcceptedException, Finding } from "../../model/finding.ts";
import { type Evidence, locationOf } from "../../model/location.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import type { Language, Text } from "../../model/text.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { JudgedViolation } from "../examine.ts";
import { compareFindings, type FindingSettings, secretRanges, toFindings } from "../findings.ts";
import { maskSecrets } from "../mask-secrets.ts";
import { excerptOf } from "../reported-place.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import type { ManifestAcceptance } from "./manifest-acceptance.ts";
import type { EditablePlace, RenderedText, Rendering } from "./rendering.ts";

/** What turns violations in rendered objects into findings. */
export interface RenderedFindingSettings extends Pick<FindingSettings, "language" | "controlsOf"> {
  readonly acceptance: ManifestAcceptance;
  /** Whether the values of the rendering are named with what was seen: there are several renderings. */
  readonly namesValues: boolean;
}

/** A violation at one place of the rendered text, and the place that people edit. */
interface PlacedViolation {
  readonly judged: JudgedManifest;
  readonly placed: JudgedViolation;
  readonly editable: EditablePlace | undefined;
}

/**
 * Gives the findings of one rendering. A finding's identity is the template or overlay and its subject; its evidence stands in
 * the file that people edit, or, when nobody can tell where, shows the rendered text.
 */
export function toRenderedFindings(
  violations: readonly JudgedManifest[],
  rendering: Rendering,
  settings: RenderedFindingSettings,
): readonly Finding[] {
  const placed = violations.flatMap((judged) => place(judged, rendering));
  const masked = maskEditable(placed);
  const byText = Map.groupBy(placed, ({ judged }) => rendering.textOf(judged.object));
  const findings: Finding[] = [];
  for (const [text, inText] of byText) {
    if (text === undefined) continue;
    const placeOf = new Map(inText.map((violation) => [violation.placed, violation]));
    const shown = maskSecrets(text.source, secretRanges(inText.map((violation) => violation.placed)));
    findings.push(
      ...toFindings([...placeOf.keys()], {
        target: { kind: "manifest", name: text.source.path },
        source: text.source,
        language: settings.language,
        controlsOf: settings.controlsOf,
        findAcceptance: (judged) => accept(placeOf.get(judged), text, settings),
        evidenceOf: (judged) => evidenceOf(placeOf.get(judged), { rendering, masked, shown, settings }),
      }),
    );
  }
  return findings;
}

function place(judged: JudgedManifest, rendering: Rendering): readonly PlacedViolation[] {
  const { check: rule, severity, subject, violation, object, base } = judged;
  const text = rendering.textOf(object);
  const root = text?.documents[object.source.document]?.root;
  if (text === undefined || root === undefined) return [];
  return [violation.pointer, ...(violation.also ?? [])].map((pointer) => {
    const whole = object.source.pointer + base + pointer;
    const range = rangeToShow(text.source.text, root, whole);
    const placed = { rule, severity, violation: { message: violation.message, range, subject } };
    return { judged, placed, editable: rendering.trace(object, whole) };
  });
}

/** An exception may name the template or overlay, or the file that people edit. */
function accept(
  violation: PlacedViolation | undefined,
  text: RenderedText,
  { acceptance }: RenderedFindingSettings,
): AcceptedException | undefined {
  if (violation === undefined) return undefined;
  const { judged, placed, editable } = violation;
  const accepted = acceptance.accept(judged, text, placed.violation.range.start);
  if (accepted !== undefined || editable === undefined) return accepted;
  const { path } = editable.source;
  return path === judged.object.source.path ? undefined : acceptance.acceptException(placed, path);
}

/** Gives the files that people edit with the secrets in them masked: no excerpt of any finding shows one. */
function maskEditable(placed: readonly PlacedViolation[]): ReadonlyMap<SourceText, SourceText> {
  const ranges = new Map<SourceText, OffsetRange[]>();
  for (const { placed: violation, editable } of placed) {
    if (editable === undefined || violation.rule.findingKind !== "secret") continue;
    const known = ranges.get(editable.source);
    if (known === undefined) ranges.set(editable.source, [editable.range]);
    else known.push(editable.range);
  }
  return new Map([...ranges].map(([source, inFile]) => [source, maskSecrets(source, inFile)]));
}

interface Showing {
  readonly rendering: Rendering;
  readonly masked: ReadonlyMap<SourceText, SourceText>;
  /** The rendered text. */
  readonly shown: SourceText;
  readonly settings: RenderedFindingSettings;
}

function evidenceOf(violation: PlacedViolation | undefined, showing: Showing): Evidence | undefined {
  if (violation === undefined) return undefined;
  const { editable, placed, judged } = violation;
  const { language, namesValues } = showing.settings;
  const values = namesValues ? valuesNote(judged, showing.rendering)[language] : undefined;
  if (editable !== undefined) {
    const source = showing.masked.get(editable.source) ?? editable.source;
    const location = locationOf(source, editable.range);
    const note = values === undefined ? {} : { message: values };
    return { location, excerpt: excerptOf(source, location), ...note };
  }
  const excerpt = excerptOf(showing.shown, locationOf(showing.shown, placed.violation.range));
  const untraced = untracedNote(judged, language);
  return {
    location: { path: judged.object.source.path },
    excerpt,
    message: values === undefined ? untraced : `${values} ${untraced}`,
  };
}

function valuesNote({ violation }: JudgedManifest, { reference }: Rendering): Text {
  const files = reference.values.join(", ");
  const with_ = files === "" ? { en: "the chart's own values", ja: "チャート既定の values" } : { en: files, ja: files };
  const { en, ja } = violation.message;
  return { en: `${en} (with ${with_.en})`, ja: `${ja}（values: ${with_.ja}）` };
}

function untracedNote({ violation }: JudgedManifest, language: Language): string {
  const { en, ja } = violation.message;
  const note: Text = {
    en: `${en} (rendered text; its line in the source is not known)`,
    ja: `${ja}（レンダリング結果の内容。元の行は特定できません）`,
  };
  return note[language];
}

/**
 * Makes one list of the findings of several renderings: what is wrong in all of them is one finding. It is open when it is open
 * in one, as severe as in the worst, and shows every place once.
 */
export function mergeFindings(lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of lists.flat()) {
    const known = merged.get(finding.id);
    merged.set(finding.id, known === undefined ? finding : mergeTwo(known, finding));
  }
  return [...merged.values()].toSorted(compareFindings);
}

function mergeTwo(known: Finding, other: Finding): Finding {
  const base = known.status === "accepted" && other.status === "open" ? other : known;
  const further = base === known ? other : known;
  if (base.status !== further.status) return base;
  const [first, ...others] = base.evidence;
  const seen = new Set(base.evidence.map(placeKey));
  return {
    ...base,
    evidence: [first, ...others, ...further.evidence.filter((evidence) => !seen.has(placeKey(evidence)))],
  };
}

function placeKey({ location: { path, startLine, startColumn }, excerpt }: Evidence): string {
  return `${path}\n${startLine ?? ""}\n${startColumn ?? ""}\n${startLine === undefined ? excerpt : ""}`;
}
