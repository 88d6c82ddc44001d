import { columnsOf, padEndColumns } from "../../exporters/width/columns.ts";
import { wrap } from "../../exporters/width/wrap.ts";
import type { Language, Text } from "../../model/text.ts";
import type { CommandDescription, OptionDescription } from "../command-description.ts";
import { commands, globalOptions } from "../command-table.ts";

const pageColumns = 80;
/** Where the explanations begin. */
const summaryColumn = 28;
const indent = 2;

const headings = {
  usage: { en: "Usage", ja: "使い方" },
  commands: { en: "Commands", ja: "コマンド" },
  operands: { en: "Arguments", ja: "引数" },
  options: { en: "Options", ja: "オプション" },
  globalOptions: { en: "Options of every command", ja: "全コマンド共通のオプション" },
  examples: { en: "Examples", ja: "例" },
  exitCodes: { en: "Exit codes", ja: "終了コード" },
} as const satisfies Readonly<Record<string, Text>>;

const tagline: Text = {
  en: "Sekisho finds security problems of containers before they run.",
  ja: "Sekisho は、コンテナのセキュリティ上の問題を実行前に検出します。",
};

const more: Text = {
  en: "The options of a command: sekisho help COMMAND",
  ja: "コマンドごとのオプションは sekisho help COMMAND で確認できます。",
};

const exitCodeRows: readonly (readonly [string, Text])[] = [
  ["0", { en: "Done; nothing at or above --fail-on.", ja: "正常終了。--fail-on 以上の検出事項はありません。" }],
  ["1", { en: "Findings at or above --fail-on.", ja: "--fail-on 以上の検出事項があります。" }],
  ["2", { en: "The call or the configuration is wrong.", ja: "呼び出し方または設定に誤りがあります。" }],
  [
    "3",
    {
      en: "A target could not be examined, or only in part.",
      ja: "検査できなかった対象、または一部しか検査できなかった対象があります。",
    },
  ],
];

/** Gives the overview of all commands, at most 80 columns wide. */
export function overviewHelp(language: Language): string {
  return page([
    [tagline[language]],
    section(headings.usage[language], ["  sekisho COMMAND [OPTION …] [ARGUMENT …]"]),
    section(headings.commands[language], rows(commands.map((command) => [command.name, command.summary[language]]))),
    section(headings.globalOptions[language], optionRows(globalOptions, language)),
    section(headings.exitCodes[language], rows(exitCodeRows.map(([code, text]) => [code, text[language]]))),
    wrap(more[language], pageColumns),
  ]);
}

/** Gives the help of one command, at most 80 columns wide. */
export function commandHelp(command: CommandDescription, language: Language): string {
  const { operand } = command;
  const paragraphs = [
    wrap(command.summary[language], pageColumns),
    ...(command.details === undefined ? [] : [wrap(command.details[language], pageColumns)]),
    section(headings.usage[language], [`  ${usageOf(command)}`]),
  ];
  if (operand !== undefined) {
    paragraphs.push(section(headings.operands[language], rows([[operand.placeholder, operand.summary[language]]])));
  }
  if (command.options.length > 0) {
    paragraphs.push(section(headings.options[language], optionRows(command.options, language)));
  }
  paragraphs.push(section(headings.globalOptions[language], optionRows(globalOptions, language)));
  if (command.examples.length > 0) {
    const examples = command.examples.flatMap((example) => [
      `  ${example.call}`,
      ...wrap(example.summary[language], pageColumns - 6).map((line) => `      ${line}`),
    ]);
    paragraphs.push(section(headings.examples[language], examples));
  }
  return page(paragraphs);
}

function usageOf(command: CommandDescription): string {
  const { operand } = command;
  const words = ["sekisho", command.name];
  if (command.options.length > 0) words.push("[OPTION …]");
  if (operand !== undefined) {
    const repeated = operand.maximum === Number.MAX_SAFE_INTEGER ? `${operand.placeholder} …` : operand.placeholder;
    words.push(operand.minimum === 0 ? `[${repeated}]` : repeated);
  }
  return words.join(" ");
}

function optionForm(option: OptionDescription): string {
  const value = option.value === undefined ? "" : ` ${option.value.placeholder}`;
  return option.short === undefined ? `--${option.name}${value}` : `-${option.short}, --${option.name}${value}`;
}

function optionRows(options: readonly OptionDescription[], language: Language): readonly string[] {
  return rows(
    options.map((option) => [
      option.short === undefined ? `    ${optionForm(option)}` : optionForm(option),
      option.summary[language],
    ]),
  );
}

function rows(entries: readonly (readonly [string, string])[]): readonly string[] {
  const widest = Math.max(...entries.map(([term]) => columnsOf(term))) + indent + 2;
  const column = Math.min(widest, summaryColumn);
  return entries.flatMap(([term, summary]) => row(term, summary, column));
}

function row(term: string, summary: string, column: number): readonly string[] {
  const lines = wrap(summary, pageColumns - column);
  const start = " ".repeat(indent) + term;
  const rest = lines.map((line) => " ".repeat(column) + line);
  if (columnsOf(start) + 2 > column) return [start, ...rest];
  return [padEndColumns(start, column) + (lines[0] ?? ""), ...rest.slice(1)];
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return [`${heading}:`, ...lines];
}

function page(paragraphs: readonly (readonly string[])[]): string {
  return `${paragraphs.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
