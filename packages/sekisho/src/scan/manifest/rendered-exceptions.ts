import { unmatched } from "../../checks/exception/unmatched.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Finding } from "../../model/finding.ts";
import { locationOf } from "../../model/location.ts";
import type { JudgedViolation } from "../examine.ts";
import { toFindings } from "../findings.ts";
import { excerptOf } from "../reported-place.ts";
import type { RenderedFindingSettings } from "./rendered-findings.ts";
import type { EditablePlace, RenderedText, Rendering } from "./rendering.ts";

/** What one rendering says of the exceptions in its annotations. */
export interface RenderedExceptions {
  readonly findings: readonly RenderedException[];
  /** What was meant as an exception and cannot be read as one. */
  readonly unreadable: readonly Diagnostic[];
  /** Names of the exceptions that met something: file and subject. */
  readonly met: ReadonlySet<string>;
}

/** A finding about an exception, and the template or overlay that it is in. */
interface RenderedException {
  readonly path: string;
  readonly finding: Finding;
}

interface PlacedException {
  readonly judged: JudgedViolation;
  readonly editable: EditablePlace | undefined;
}

/** Judges the exceptions in the annotations of rendered objects, once every violation has been asked about. */
export function judgeRenderedExceptions(rendering: Rendering, settings: RenderedFindingSettings): RenderedExceptions {
  const met = new Set<string>();
  const unreadable: Diagnostic[] = [];
  const byText = new Map<RenderedText, PlacedException[]>();
  for (const object of rendering.objects) {
    const text = rendering.textOf(object);
    if (text === undefined) continue;
    const { path } = text.source;
    unreadable.push(
      ...settings.acceptance.findUnreadable([object], text).map((one) => ({ ...one, location: { path } })),
    );
    for (const { pointer, rule, hasMatched, wrong } of settings.acceptance.judgeAnnotations(object, text)) {
      if (hasMatched) met.add(nameOf(path, `exception:${rule}`));
      const editable = wrong.length === 0 ? undefined : rendering.trace(object, object.source.pointer + pointer);
      const placed = byText.get(text) ?? [];
      for (const judged of wrong) placed.push({ judged, editable });
      byText.set(text, placed);
    }
  }
  return { findings: [...byText].flatMap(([text, placed]) => findingsOf(text, placed, settings)), unreadable, met };
}

/** Gives what is wrong in every rendering: an exception that meets something with one set of values is of use. */
export function mergeRenderedExceptions(all: readonly RenderedExceptions[]): readonly Finding[] {
  const met = new Set(all.flatMap((one) => [...one.met]));
  return all
    .flatMap(({ findings }) => findings)
    .filter(({ path, finding }) => finding.rule.id !== unmatched.id || !met.has(nameOf(path, finding.subject)))
    .map(({ finding }) => finding);
}

function findingsOf(
  text: RenderedText,
  placed: readonly PlacedException[],
  { language, controlsOf, acceptance }: RenderedFindingSettings,
): readonly RenderedException[] {
  const { path } = text.source;
  const editableOf = new Map(placed.map(({ judged, editable }) => [judged, editable]));
  const findings = toFindings([...editableOf.keys()], {
    target: { kind: "manifest", name: path },
    source: text.source,
    language,
    controlsOf,
    findAcceptance: (judged) => acceptance.acceptException(judged, path),
    evidenceOf(judged) {
      const editable = editableOf.get(judged);
      const shown = editable?.source ?? text.source;
      const location = locationOf(shown, editable?.range ?? judged.violation.range);
      const excerpt = excerptOf(shown, location);
      return editable === undefined ? { location: { path }, excerpt } : { location, excerpt };
    },
  });
  return findings.map((finding) => ({ path, finding }));
}

function nameOf(path: string, subject: string): string {
  return `${path}\n${subject}`;
}
