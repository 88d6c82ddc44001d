import type { Package } from "../../model/package.ts";
import type { Text } from "../../model/text.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import { findDependencyTool, goVersion } from "./dependency-tools.ts";
import { displayName, type Introduction } from "./dependents.ts";
import type { FlawInstance, RemediationContext } from "./remediation-context.ts";
import type { JudgedVersion, TargetVersion } from "./target-versions.ts";

/** One installed version of a package with its flaws. */
export interface InstalledStep {
  readonly found: Package;
  readonly instances: readonly FlawInstance[];
  readonly target: TargetVersion | undefined;
}

/** Writes a version as the ecosystem does: advisories on Go leave out the `v` that a module's versions begin with. */
export function writtenVersion({ type, name }: Package, version: string): string {
  return type === "golang" && name !== "stdlib" ? goVersion(version) : version;
}

/** What an action says of itself. */
export interface ActionWords {
  readonly title: Text;
  readonly explanation: Text;
  readonly commands: readonly string[];
}

/** Gives the words for raising a package that a project depends on; steps in the order of their versions. */
export function dependencyWords(
  steps: readonly InstalledStep[],
  introduction: Introduction,
  { inventory }: RemediationContext,
): ActionWords {
  const { found, target } = steps.at(-1) ?? {};
  if (found === undefined || target === undefined) return { title: plain(""), explanation: plain(""), commands: [] };
  const paths = steps.flatMap(({ instances }) =>
    instances.flatMap(({ locations }) => locations.map(({ path }) => path)),
  );
  const tool = findDependencyTool(found.type, paths);
  const raised = { type: found.type, name: displayName(found), version: writtenVersion(found, target.version) };
  const commands = introduction.isDirect ? tool?.direct(raised) : tool?.transitive(raised);
  const sentences = [
    ...(introduction.isDirect ? [] : [broughtBy(introduction.by, tool?.override)]),
    ...steps.flatMap(({ target: own }) => (own === undefined ? [] : notesOn(own))),
    ...(inventory.image === undefined ? [] : [rebuildImage]),
  ];
  return { title: titleOf(steps), explanation: joinSentences(sentences), commands: commands ?? [] };
}

const rebuildImage: Text = { en: "Then build the image anew.", ja: "変更後にイメージを再ビルドしてください。" };

function broughtBy(by: readonly string[], override: Text | undefined): Text {
  const names = shortList(by);
  const comes: Text =
    by.length === 0
      ? { en: "Another package brings it.", ja: "別のパッケージの依存関係として導入されています。" }
      : { en: `It comes with ${names}.`, ja: `${names} の依存関係として導入されています。` };
  if (override === undefined) return comes;
  return {
    en: `${comes.en} Raise that if a newer release asks for the repaired version; otherwise set the version in ${override.en}.`,
    ja: `${comes.ja}導入元の新しいリリースが修正バージョンに対応していれば導入元を更新し、対応していなければ${override.ja}でバージョンを指定します。`,
  };
}

/** Gives the words for building Go programs with a newer standard library. */
export function rebuildWords(steps: readonly InstalledStep[]): ActionWords {
  const version = steps.at(-1)?.target?.version ?? "";
  const named = placesOf(steps);
  return {
    title: { en: `Build with Go ${version} or later`, ja: `Go ${version} 以降でビルドし直す` },
    explanation: joinSentences([
      {
        en: `The standard library is part of every Go program (${named}). Programs that are not yours: take a release that was built with it.`,
        ja: `標準ライブラリは Go のプログラムに組み込まれています（${named}）。自分でビルドしていないプログラムは、このバージョン以降でビルドされたリリースに入れ替えてください。`,
      },
      ...steps.flatMap(({ target }) => (target === undefined ? [] : notesOn(target))),
    ]),
    commands: [`go get toolchain@go${version} && go build ./...`],
  };
}

/** Gives the words for replacing a program that no package manager knows. */
export function programWords(steps: readonly InstalledStep[]): ActionWords {
  const named = placesOf(steps);
  return {
    title: titleOf(steps),
    explanation: joinSentences([
      {
        en: `No package manager knows this program (${named}): replace it where it is copied or downloaded.`,
        ja: `このプログラム（${named}）はパッケージマネージャーの管理外です。コピーまたはダウンロードしている箇所で入れ替えてください。`,
      },
      ...steps.flatMap(({ target }) => (target === undefined ? [] : notesOn(target))),
    ]),
    commands: [],
  };
}

function placesOf(steps: readonly InstalledStep[]): string {
  const paths = steps.flatMap(({ instances }) =>
    instances.flatMap(({ locations }) => locations.map(({ path }) => path)),
  );
  return shortList([...new Set(paths.filter((path) => path !== ""))]);
}

function titleOf(steps: readonly InstalledStep[]): Text {
  const name = steps[0] === undefined ? "" : displayName(steps[0].found);
  const byTarget = Map.groupBy(steps, ({ found, target }) => writtenVersion(found, target?.version ?? ""));
  const ways = [...byTarget].map(([to, own]) => `${own.map(({ found }) => found.version).join(", ")} → ${to}`);
  return {
    en: `Raise ${name} ${ways.join("; ")}`,
    ja: `${name} を更新する（${ways.join("、")}）`,
  };
}

/** What whoever raises a package has to know of the version. */
function notesOn(target: TargetVersion): readonly Text[] {
  const { version } = target;
  const notes: Text[] = [];
  if (target.crossesLine) {
    notes.push({
      en: `${version} belongs to another line of releases: expect changes in behaviour.${withinLine(target.withinLine).en}`,
      ja: `${version} は系列の異なるリリースのため、動作が変わる可能性があります。${withinLine(target.withinLine).ja}`,
    });
  }
  if (target.isPrerelease) {
    notes.push({
      en: `${version} is a prerelease: no release has the repair.`,
      ja: `${version} はプレリリースです。正式リリースの修正版はありません。`,
    });
  }
  if (target.leaves.length > 0) {
    const flaws = flawNames(target.leaves);
    notes.push(
      target.isClean
        ? {
            en: `${version} still has ${flaws}, below the threshold.`,
            ja: `${version} にも、しきい値未満の ${flaws} が残ります。`,
          }
        : {
            en: `No version is known without a flaw: ${version} leaves least, ${flaws}.`,
            ja: `既知の脆弱性がないバージョンは見つかっていません。残る脆弱性が最も少ない ${version} でも ${flaws} が残ります。`,
          },
    );
  }
  return notes;
}

function withinLine(judged: JudgedVersion | undefined): Text {
  if (judged === undefined) return plain("");
  const flaws = flawNames(judged.leaves);
  return {
    en: ` Within the present line, ${judged.version} leaves ${flaws}.`,
    ja: `現在の系列の ${judged.version} では ${flaws} が残ります。`,
  };
}

function flawNames(leaves: readonly Vulnerability[]): string {
  return shortList([...new Set(leaves.map(({ flaw }) => flaw))]);
}

function joinSentences(sentences: readonly Text[]): Text {
  const unique = [...new Map(sentences.map((sentence) => [sentence.en, sentence])).values()];
  return {
    en: unique
      .map(({ en }) => en)
      .filter((text) => text !== "")
      .join(" "),
    ja: unique.map(({ ja }) => ja).join(""),
  };
}

function plain(text: string): Text {
  return { en: text, ja: text };
}

function shortList(names: readonly string[]): string {
  return names.slice(0, maxNames).join(", ") + (names.length > maxNames ? ", …" : "");
}

const maxNames = 3;
