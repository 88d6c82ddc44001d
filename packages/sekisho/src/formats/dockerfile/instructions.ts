import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import { isSpace, skipSpaces } from "./blanks.ts";
import { buildCopy } from "./copy.ts";
import { instructionNames } from "./flag-rules.ts";
import {
  argumentText,
  createExpandedWord,
  createJsonWords,
  createPlainWord,
  type Draft,
  readCommandForm,
  reportArgument,
  reportMissing,
} from "./instruction-parts.ts";
import { type JsonForm, looksLikeJsonForm, readJsonForm } from "./json-form.ts";
import { readMount } from "./mounts.ts";
import { buildArg, buildPairs } from "./pairs.ts";
import { withSuggestion } from "./problems.ts";
import { splitAtBlanks } from "./split-words.ts";
import type {
  FromInstruction,
  HealthcheckInstruction,
  Instruction,
  ListInstruction,
  Mount,
  RunInstruction,
  ShellInstruction,
  ValueInstruction,
} from "./syntax.ts";

/** Builds the instruction that a keyword names; ONBUILD gets its trigger from the caller. */
export function buildInstruction(draft: Draft, trigger?: Instruction): Instruction {
  const keyword = draft.name.toUpperCase();
  switch (keyword) {
    case "FROM":
      return buildFrom(draft);
    case "RUN":
      return buildRun(draft);
    case "CMD":
    case "ENTRYPOINT":
      checkJson(draft, draft.json, argumentText(draft));
      return { ...draft.base, keyword, command: readCommandForm(draft, draft.range, draft.json) };
    case "HEALTHCHECK":
      return buildHealthcheck(draft);
    case "ENV":
    case "LABEL":
      return buildPairs(draft, keyword);
    case "ARG":
      return buildArg(draft);
    case "COPY":
    case "ADD":
      checkJson(draft, draft.json, argumentText(draft));
      return buildCopy(draft, keyword);
    case "EXPOSE":
    case "VOLUME":
      return buildList(draft, keyword);
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
    case "MAINTAINER":
      return buildValue(draft, keyword);
    case "SHELL":
      return buildShell(draft);
    case "ONBUILD":
      return { ...draft.base, keyword, trigger };
    default:
      reportUnknown(draft);
      return { ...draft.base, keyword: "", name: draft.name };
  }
}

function buildFrom(draft: Draft): FromInstruction {
  const [image, as, alias, ...rest] = splitAtBlanks(draft.line.text, draft.range);
  const stage = {
    ...draft.base,
    keyword: "FROM" as const,
    image: image && createExpandedWord(draft, image),
    as: as && createPlainWord(draft, as),
    alias: alias && createPlainWord(draft, alias),
  };
  const isAlone = image !== undefined && as === undefined;
  const isNamed = alias !== undefined && rest.length === 0 && stage.as?.raw.toUpperCase() === "AS";
  if (!isAlone && !isNamed)
    reportMissing(draft, { en: "IMAGE or IMAGE AS NAME", ja: "「イメージ」または「イメージ AS 名前」" });
  else if (stage.alias !== undefined && !/^[a-z][a-z0-9-_.]*$/i.test(stage.alias.raw)) {
    const name = quote(stage.alias.raw);
    draft.report({
      code: "invalid-stage-name",
      level: "error",
      start: stage.alias.start,
      end: stage.alias.end,
      message: {
        en: `A stage name starts with a letter and has letters, digits, "-", "_" and "." in it, got "${name}".`,
        ja: `ステージ名は英字で始まり、英数字、「-」「_」「.」だけを使えますが、「${name}」が指定されています。`,
      },
    });
  }
  return stage;
}

function buildRun(draft: Draft): RunInstruction {
  checkJson(draft, draft.json, argumentText(draft));
  const mounts = draft.base.flags.length === 0 ? noMounts : readMounts(draft);
  return { ...draft.base, keyword: "RUN", mounts, command: readCommandForm(draft, draft.range, draft.json) };
}

const noMounts: readonly Mount[] = [];

function readMounts(draft: Draft): readonly Mount[] {
  return draft.base.flags
    .filter((flag) => flag.name === "mount" && flag.value !== undefined)
    .map((flag) => readMount(flag.value?.value ?? "", { start: flag.start, end: flag.end }, draft.report));
}

function buildHealthcheck(draft: Draft): HealthcheckInstruction {
  const { text } = draft.line;
  const { start, end } = draft.range;
  let typeEnd = start;
  while (typeEnd < end && !isSpace(text.charCodeAt(typeEnd))) typeEnd++;
  const type = text.slice(start, typeEnd).toUpperCase();
  const range = { start: skipSpaces(text, typeEnd, end), end };
  const hasCommand = range.start < end;
  const json = readJsonForm(text, range);
  const isNone = type === "NONE";
  if (hasCommand) checkJson(draft, json, text.slice(range.start, end));
  const isEmptyArray = json.kind === "strings" && json.strings.length === 0;
  if (type === "CMD" && (!hasCommand || isEmptyArray)) {
    reportMissing(draft, { en: "a command behind CMD", ja: "CMD の後にコマンド" });
  } else if (type === "") reportMissing(draft, { en: "CMD command or NONE", ja: "「CMD コマンド」または「NONE」" });
  else if (isNone && hasCommand && !isEmptyArray) reportUnexpected(draft, "HEALTHCHECK NONE");
  else if (type !== "CMD" && !isNone) reportHealthcheckType(draft, type);
  const command = hasCommand && !isNone ? readCommandForm(draft, range, json) : undefined;
  return { ...draft.base, keyword: "HEALTHCHECK", isNone, command };
}

function reportHealthcheckType(draft: Draft, type: string): void {
  const message = {
    en: `HEALTHCHECK expects CMD or NONE, got "${quote(type)}".`,
    ja: `HEALTHCHECK の後には CMD または NONE を指定しますが、「${quote(type)}」が指定されています。`,
  };
  const closest = findClosestWord(type, ["CMD", "NONE"]);
  reportArgument(draft, {
    code: "unknown-healthcheck-type",
    level: "error",
    message: withSuggestion(message, closest),
  });
}

function reportUnexpected(draft: Draft, name: string): void {
  reportArgument(draft, {
    code: "unexpected-argument",
    level: "error",
    message: { en: `${name} takes nothing behind it.`, ja: `${name} の後には何も指定できません。` },
  });
}

function buildList(draft: Draft, keyword: ListInstruction["keyword"]): ListInstruction {
  const isJson = keyword === "VOLUME" && draft.json.kind !== "none";
  if (keyword === "VOLUME") checkJson(draft, draft.json, argumentText(draft));
  const words = isJson
    ? createJsonWords(draft, draft.json)
    : splitAtBlanks(draft.line.text, draft.range).map((range) => createExpandedWord(draft, range));
  const isEmpty = words.length === 0 || (isJson && words.some((word) => word.value.trim() === ""));
  if (isEmpty && !(isJson && draft.json.kind === "mixed")) {
    if (keyword === "EXPOSE") reportMissing(draft, { en: "at least one port", ja: "1 つ以上のポート番号" });
    else reportMissing(draft, { en: "at least one path, none of them empty", ja: "1 つ以上の空でないパス" });
  }
  return { ...draft.base, keyword, form: isJson ? "json" : "words", words };
}

function buildValue(draft: Draft, keyword: ValueInstruction["keyword"]): ValueInstruction {
  if (draft.range.end === draft.range.start) {
    reportMissing(draft, { en: "one value", ja: "値" });
    return { ...draft.base, keyword, value: undefined };
  }
  const create = keyword === "MAINTAINER" ? createPlainWord : createExpandedWord;
  return { ...draft.base, keyword, value: create(draft, draft.range) };
}

function buildShell(draft: Draft): ShellInstruction {
  const words = createJsonWords(draft, draft.json);
  if (draft.json.kind === "mixed") checkJson(draft, draft.json, argumentText(draft));
  else if (words.length === 0) {
    const example = 'SHELL ["/bin/bash", "-c"]';
    reportMissing(draft, {
      en: `a JSON array of strings such as ${example}`,
      ja: `文字列の JSON 配列（例: ${example}）`,
    });
  }
  return { ...draft.base, keyword: "SHELL", words };
}

/** Reports JSON that BuildKit refuses, and text that it reads as words or shell although JSON was most likely meant. */
function checkJson(draft: Draft, json: JsonForm, text: string): void {
  if (json.kind === "mixed") {
    reportArgument(draft, {
      code: "invalid-json-form",
      level: "error",
      message: {
        en: `The JSON form expects an array of strings only, got ${quote(text)}.`,
        ja: `JSON 形式に指定できるのは文字列の配列だけです（指定された値: ${quote(text)}）。`,
      },
    });
  } else if (json.kind === "none" && looksLikeJsonForm(text)) {
    reportArgument(draft, {
      code: "malformed-json-form",
      level: "warning",
      message: {
        en: `This looks like the JSON form but is not valid JSON, so it is read as ${draft.name.toUpperCase()} without JSON: ${quote(text)}. Use double quotes, and commas between the strings alone.`,
        ja: `JSON 形式のように見えますが、正しい JSON ではないため、通常の形式として扱われます: ${quote(text)}。文字列は二重引用符で囲み、文字列の間だけをカンマで区切ってください。`,
      },
    });
  }
}

function reportUnknown(draft: Draft): void {
  const name = quote(draft.name);
  const message = {
    en: `There is no instruction ${name === "" ? "on this line" : `"${name}"`}.`,
    ja: name === "" ? "この行には命令がありません。" : `「${name}」という命令はありません。`,
  };
  const closest = findClosestWord(draft.name, instructionNames);
  draft.report({
    code: "unknown-instruction",
    level: "error",
    ...draft.base.keywordRange,
    message: withSuggestion(message, closest),
  });
}
