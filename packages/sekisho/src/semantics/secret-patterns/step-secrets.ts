import { type MappedText, originRange } from "../../model/mapped-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { Step } from "../stages/build.ts";
import { effectiveInstruction } from "../stages/placed-instructions.ts";
import { rangeOf, type StepScript, scriptsOf } from "../stages/scripts.ts";
import { secretsOfCall } from "./call-secrets.ts";
import { type FoundSecret, findSecrets } from "./find-secrets.ts";
import { mergeWithoutOverlap } from "./merge-without-overlap.ts";

/** A credential in an instruction, with its place in the file. */
export interface PlacedSecret extends Pick<FoundSecret, "kind" | "name" | "certainty" | "isForTests"> {
  readonly range: OffsetRange;
}

const givenPassword: Pick<FoundSecret, "kind" | "name" | "certainty" | "isForTests"> = {
  kind: "given-password",
  name: { en: "password on the command line", ja: "コマンドライン上のパスワード" },
  certainty: "guess",
  isForTests: false,
};

const commands: ReadonlySet<string> = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ADD"]);

/** Gives the credentials in the command line of a RUN, CMD, ENTRYPOINT, HEALTHCHECK or ADD; heredoc bodies are left out. */
export function commandSecrets(step: Step): readonly PlacedSecret[] {
  const instruction = effectiveInstruction(step.instruction);
  if (!commands.has(instruction.keyword)) return [];
  const given: PlacedSecret[] = [];
  for (const script of scriptsOf(step)) if (script.form !== "heredoc") addGivenPasswords(given, script);
  const inText = secretsIn(instruction.argument);
  if (given.length === 0) return inText;
  const bodies = instruction.heredocs.map(({ body }) => originRange(body, { start: 0, end: body.text.length }));
  const onLine = given.filter(
    ({ range }) => !bodies.some((body) => range.start >= body.start && range.end <= body.end),
  );
  return withoutOverlap(inText, onLine);
}

/** Gives the credentials in the heredoc bodies of a RUN, COPY or ADD. */
export function heredocSecrets(step: Step): readonly PlacedSecret[] {
  const { heredocs } = effectiveInstruction(step.instruction);
  if (heredocs.length === 0) return [];
  const given: PlacedSecret[] = [];
  for (const script of scriptsOf(step)) if (script.form === "heredoc") addGivenPasswords(given, script);
  return withoutOverlap(
    heredocs.flatMap(({ body }) => secretsIn(body)),
    given,
  );
}

/** Gives how bad a credential is: certain and usable, certain and of a test system, or guessed. */
export function severityOfSecret(
  secret: Pick<FoundSecret, "certainty" | "isForTests">,
): "critical" | "high" | "medium" {
  if (secret.isForTests) return "medium";
  return secret.certainty === "format" ? "critical" : "high";
}

/** Gives the sentence that says what was found. */
export function secretMessage({ name }: Pick<PlacedSecret, "name">, place: Text): Text {
  return {
    en: `${place.en} contains a credential: ${name.en}.`,
    ja: `${place.ja}に認証情報（${name.ja}）が含まれています。`,
  };
}

const noSecrets: readonly PlacedSecret[] = [];

function secretsIn(mapped: MappedText): readonly PlacedSecret[] {
  const found = findSecrets(mapped.text);
  return found.length === 0
    ? noSecrets
    : found.map(({ kind, name, certainty, isForTests, start, end }) => ({
        kind,
        name,
        certainty,
        isForTests,
        range: originRange(mapped, { start, end }),
      }));
}

function addGivenPasswords(given: PlacedSecret[], script: StepScript): void {
  for (const call of script.calls) {
    for (const place of secretsOfCall(call, script.calls)) {
      given.push({ ...givenPassword, range: rangeOf(script, place) });
    }
  }
}

/** Of two that overlap the one that the text itself gives away stays. */
function withoutOverlap(inText: readonly PlacedSecret[], given: readonly PlacedSecret[]): readonly PlacedSecret[] {
  const inOrder = given.toSorted((left, right) => left.range.start - right.range.start);
  return mergeWithoutOverlap(inText, inOrder, ({ range }) => range);
}
