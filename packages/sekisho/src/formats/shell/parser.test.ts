import { describe, expect, test } from "vitest";
import { parseShell } from "./parser.ts";
import type { Command, ShellWord, Statement, WordPart } from "./syntax.ts";
import { commandsOf } from "./visit.ts";
import { literalOf, printWord } from "./word-text.ts";

/** Prints a tree in brackets: short enough to be written by hand from the grammar. */
function outline(statements: readonly Statement[]): string {
  return statements
    .map((statement) => outlineCommand(statement.command) + (statement.isBackground ? "&" : ""))
    .join("; ");
}

function outlineCommand(command: Command): string {
  switch (command.kind) {
    case "simple": {
      const assignments = command.assignments.map(
        ({ name, isAppend, value }) => `${name}${isAppend ? "+" : ""}=${printWord(value)}`,
      );
      const redirects = command.redirects.map(
        (redirect) => `${redirect.descriptor ?? ""}${redirect.operator}${printWord(redirect.target)}`,
      );
      return `<${[...assignments, ...command.words.map(printWord), ...redirects].join(" ")}>`;
    }
    case "pipeline":
      return `pipe(${command.isNegated ? "! " : ""}${command.isTimed ? "time " : ""}${command.commands.map(outlineCommand).join(" ")})`;
    case "and-or":
      return `list(${command.operands.map(({ operator, command: operand }) => `${operator ?? ""}${outlineCommand(operand)}`).join(" ")})`;
    case "group":
    case "subshell":
      return `${command.kind}(${outline(command.body)})`;
    case "if":
      return `if(${command.branches.map(({ condition, body }) => `${outline(condition)} ? ${outline(body)}`).join(" : ")}${command.otherwise === undefined ? "" : ` : ${outline(command.otherwise)}`})`;
    case "for":
    case "select":
      return `${command.kind}(${command.variable} ${command.words?.map(printWord).join(",") ?? "-"} ${outline(command.body)})`;
    case "arithmetic-for":
      return `afor(${command.expressions.map(printWord).join("|")} ${outline(command.body)})`;
    case "while":
    case "until":
      return `${command.kind}(${outline(command.condition)} ${outline(command.body)})`;
    case "case":
      return `case(${printWord(command.word)} ${command.items.map(({ patterns, body, terminator }) => `${patterns.map(printWord).join("|")}:${outline(body)}${terminator ?? ""}`).join(" ")})`;
    case "function":
      return `${command.name}()${outlineCommand(command.body)}`;
    case "double-bracket":
    case "arithmetic":
      return `${command.kind}(${command.words.map(printWord).join(" ")})`;
  }
}

describe("grammar", () => {
  test.each([
    // POSIX.1-2024, Shell Command Language, 2.9
    { name: "simple command", text: "ls -l /tmp", expected: "<ls -l /tmp>" },
    { name: "assignments before a command", text: "A=1 B= cmd C=2", expected: "<A=1 B= cmd C=2>" },
    { name: "redirects anywhere", text: ">out cmd 2>&1 <in arg", expected: "<cmd arg >out 2>&1 <in>" },
    { name: "a number that is no descriptor", text: "echo 2 >x", expected: "<echo 2 >x>" },
    { name: "pipeline", text: "a | b |\n c", expected: "pipe(<a> <b> <c>)" },
    { name: "negated pipeline", text: "! a | b", expected: "pipe(! <a> <b>)" },
    { name: "and-or list", text: "a && b || c", expected: "list(<a> &&<b> ||<c>)" },
    { name: "line end behind an operator", text: "a &&\n\n # why\n b", expected: "list(<a> &&<b>)" },
    { name: "sequence", text: "a; b\nc", expected: "<a>; <b>; <c>" },
    { name: "background", text: "a & b", expected: "<a>&; <b>" },
    { name: "subshell", text: "(a; b)", expected: "subshell(<a>; <b>)" },
    { name: "group", text: "{ a; b; }", expected: "group(<a>; <b>)" },
    { name: "brace as an argument", text: "echo } {", expected: "<echo } {>" },
    { name: "if", text: "if a; then b; fi", expected: "if(<a> ? <b>)" },
    {
      name: "elif and else",
      text: "if a\nthen b\nelif c; then d; else e; fi",
      expected: "if(<a> ? <b> : <c> ? <d> : <e>)",
    },
    { name: "reserved words as arguments", text: "echo if then done", expected: "<echo if then done>" },
    { name: "a quoted reserved word", text: "'if' x", expected: "<if x>" },
    { name: "for in", text: "for x in a b; do c; done", expected: "for(x a,b <c>)" },
    { name: "for without in", text: "for x do c; done", expected: "for(x - <c>)" },
    { name: "for with a separator and without in", text: "for x; do c; done", expected: "for(x - <c>)" },
    { name: "while", text: "while a; do b; done", expected: "while(<a> <b>)" },
    { name: "until", text: "until a; do b; done", expected: "until(<a> <b>)" },
    { name: "case", text: "case $x in a|b) c ;; (*) d;; esac", expected: "case(${x} a|b:<c>;; *:<d>;;)" },
    { name: "last case item without terminator", text: "case x in a) b\nesac", expected: "case(x a:<b>)" },
    { name: "empty case", text: "case x in esac", expected: "case(x )" },
    { name: "case in a substitution", text: "x $(case a in a) b;; esac)", expected: "<x $(…)>" },
    { name: "function", text: "f() { a; }", expected: "f()group(<a>)" },
    { name: "function with a blank and a line end", text: "f ( )\n( a )", expected: "f()subshell(<a>)" },
    { name: "comment", text: "a # b; c\nd#e", expected: "<a>; <d#e>" },
    { name: "continued line", text: "ab\\\ncd \\\n e", expected: "<abcd e>" },
    { name: "carriage returns", text: "a \\\r\n b\r\nc\r\n", expected: "<a b>; <c>" },
    { name: "nothing", text: " \n\t# only\n", expected: "" },
    // Bash Reference Manual 5.3, 3.2
    { name: "|& and &>", text: "a |& b &>x &>>y", expected: "pipe(<a> <b &>x &>>y>)" },
    { name: "time", text: "time -p a", expected: "pipe(time <a>)" },
    { name: "function keyword", text: "function f-1 { a; }", expected: "f-1()group(<a>)" },
    { name: "double brackets", text: "[[ -f $x && ! ( a < b ) ]]", expected: "double-bracket(-f ${x} && ! ( a < b ))" },
    {
      name: "regular expression",
      text: "[[ $x =~ ^(a|b c)+$ ]] && y",
      expected: "list(double-bracket(${x} =~ ^(a|b c)+$) &&<y>)",
    },
    { name: "arithmetic command", text: "(( a > (b) )) && c", expected: "list(arithmetic( a > (b) ) &&<c>)" },
    { name: "a subshell in a subshell", text: "((a); b)", expected: "subshell(subshell(<a>); <b>)" },
    { name: "arithmetic for", text: "for ((i=0; i<3; i++)); do a; done", expected: "afor(i=0|i<3|i++ <a>)" },
    { name: "select", text: "select x in a b; do c; done", expected: "select(x a,b <c>)" },
    { name: "case fall through", text: "case x in a) b ;& c) d ;;& esac", expected: "case(x a:<b>;& c:<d>;;&)" },
    { name: "here string", text: 'a <<< "b c"', expected: "<a <<<b c>" },
    { name: "descriptor by name", text: "exec {fd}>x", expected: "<exec fd>x>" },
    { name: "array", text: "a+=(1\n 2) b", expected: "<a+= b>" },
    { name: "array of a declaration", text: "declare -a a=(1 2)", expected: "<declare -a a=(1 2)>" },
    { name: "process substitution", text: "diff <(a) >(b)", expected: "<diff <(…) <(…)>" },
    { name: "coprocess", text: "coproc N { a; }", expected: "group(<a>)" },
    { name: "extended pattern", text: "rm !(a|b) x", expected: "<rm !(a|b) x>" },
  ])("$name", ({ text, expected }) => {
    const script = parseShell(text, "bash");

    expect(outline(script.statements)).toBe(expected);
    expect(script.errors).toEqual([]);
  });
});

function wordOf(text: string): ShellWord {
  const [command] = commandsOf(parseShell(`x ${text}`, "bash"));
  if (command?.kind !== "simple" || command.words.length !== 2) throw new Error(`one argument expected in ${text}`);
  return command.words[1] ?? { parts: [], start: 0, end: 0 };
}

describe("quoting (POSIX 2.2, Bash 3.1.2)", () => {
  test.each([
    { name: "escapes outside quotes", text: String.raw`a\ b\"c\\`, expected: 'a b"c\\' },
    { name: "single quotes", text: String.raw`'a "b" \n $c'`, expected: String.raw`a "b" \n $c` },
    { name: "escapes in double quotes", text: '"a\\$b\\"c\\\\d\\e\\`"', expected: 'a$b"c\\d\\e`' },
    { name: "continued line in double quotes", text: '"a\\\nb"', expected: "ab" },
    { name: "ANSI-C quotes", text: String.raw`$'a\tb\'c\x41\101\u00e9\q'`, expected: "a\tb'cAA\u00e9\\q" },
    { name: "pieces without blanks", text: `a'b'"c"d`, expected: "abcd" },
    { name: "a lone dollar sign", text: '"a$"$', expected: "a$$" },
    { name: "a lone bracket", text: "[", expected: "[" },
    { name: "braces that expand to nothing", text: "{}{a}", expected: "{}{a}" },
    { name: "a parameter", text: '"$a"', expected: undefined },
    { name: "a pattern", text: "a*", expected: undefined },
    { name: "a bracket pattern", text: "[a-z]", expected: undefined },
    { name: "a brace expansion", text: "{a,b}", expected: undefined },
    { name: "a sequence", text: "x{1..3}", expected: undefined },
  ])("$name", ({ text, expected }) => {
    expect(literalOf(wordOf(text))).toBe(expected);
  });
});

describe("parameter expansion (POSIX 2.6.2, Bash 3.5.3)", () => {
  test.each([
    { name: "plain", text: "$ab-c", expected: { name: "ab", hasBraces: false } },
    { name: "one digit", text: "$12", expected: { name: "1", hasBraces: false } },
    { name: "special", text: "$@", expected: { name: "@" } },
    { name: "several digits", text: "${12}", expected: { name: "12", hasBraces: true } },
    { name: "default", text: "${a:-b c}", expected: { name: "a", operator: ":-", operand: "b c" } },
    { name: "nested", text: "${a-${b}}", expected: { name: "a", operator: "-", operand: "${b}" } },
    { name: "an empty default", text: "${a:=}", expected: { operator: ":=", operand: "" } },
    { name: "prefix", text: "${a##*/}", expected: { operator: "##", operand: "*/" } },
    { name: "suffix", text: "${a%.*}", expected: { operator: "%", operand: ".*" } },
    { name: "length", text: "${#a}", expected: { name: "a", isLength: true } },
    { name: "number of arguments", text: "${#}", expected: { name: "#", isLength: false } },
    { name: "length of a special parameter", text: "${#@}", expected: { name: "@", isLength: true } },
    { name: "prefix of the number of arguments", text: "${#%x}", expected: { name: "#", operator: "%", operand: "x" } },
    { name: "replacement", text: "${a//\\//_}", expected: { operator: "//", operand: "//_" } },
    { name: "substring", text: "${a:1:2}", expected: { operator: ":", operand: "1:2" } },
    { name: "case", text: "${a^^}", expected: { operator: "^^", operand: "" } },
    { name: "transformation", text: "${a@Q}", expected: { operator: "@", operand: "Q" } },
    { name: "indirect", text: "${!a}", expected: { name: "a", isIndirect: true } },
    { name: "last background job", text: "${!}", expected: { name: "!", isIndirect: false } },
    { name: "names by prefix", text: "${!a*}", expected: { name: "a", isIndirect: true, operator: "*" } },
    { name: "element", text: "${a[$i]}", expected: { name: "a", index: "$i" } },
    { name: "single quotes within double quotes", text: `"\${a:-'}"`, expected: { operator: ":-", operand: "'" } },
    { name: "quoted brace", text: `\${a:-'}'}`, expected: { operator: ":-", operand: "}" } },
  ])("$name", ({ text, expected }) => {
    const [first] = wordOf(text).parts;
    const part: WordPart | undefined = first?.kind === "double-quoted" ? first.parts[0] : first;
    if (part?.kind !== "parameter") throw new Error(`a parameter expected in ${text}`);

    const { operand, ...rest } = part;

    expect({ ...rest, operand: operand === undefined ? undefined : printWord(operand) }).toMatchObject(expected);
  });
});

describe("heredocs (POSIX 2.7.4)", () => {
  test.each([
    { name: "one", text: "cat <<E\na $b\nE\nnext", bodies: ["a ${b}\n"] },
    { name: "two on a line", text: "cat <<A; cat <<B\n1\nA\n2\nB\nnext", bodies: ["1\n", "2\n"] },
    { name: "tabs stripped", text: "cat <<-E\n\t\ta\n\tb\n\tE\nnext", bodies: ["a\nb\n"] },
    { name: "quoted", text: "cat <<'E'\n$a `b` \\$\nE\nnext", bodies: ["$a `b` \\$\n"] },
    { name: "escapes", text: 'cat <<E\n\\$a "\\" \\\nb\nE\nnext', bodies: ['$a "\\" b\n'] },
    { name: "in a substitution", text: 'x "$(cat <<E\na)b\nE\n)"\nnext', bodies: ["a)b\n"] },
    { name: "behind a pipe", text: "cat <<E | sort\na\nE\nnext", bodies: ["a\n"] },
    { name: "carriage returns", text: "cat <<E\r\na\r\nE\r\nnext", bodies: ["a\r\n"] },
  ])("$name", ({ text, bodies }) => {
    const script = parseShell(text, "sh");
    const redirects = commandsOf(script).flatMap((command) => (command.kind === "simple" ? command.redirects : []));

    expect(redirects.map(({ heredoc }) => heredoc?.body && printWord(heredoc.body))).toEqual(bodies);
    expect(outline(script.statements).endsWith("<next>")).toBe(true);
    expect(script.errors).toEqual([]);
  });

  test("bodies outside the text", () => {
    const script = parseShell("cat <<E > x && y", "sh", { heredocsOutside: true });

    expect(outline(script.statements)).toBe("list(<cat <<E >x> &&<y>)");
    expect(script.errors).toEqual([]);
  });
});

describe("what breaks the grammar is reported, and the rest is read", () => {
  test.each([
    { name: "unclosed single quote", text: "a; b 'c", code: "unclosed-quote", at: "'", rest: "<a>; <b c>" },
    { name: "unclosed double quote", text: 'a "b', code: "unclosed-quote", at: '"', rest: "<a b>" },
    { name: "unclosed substitution", text: "a $(b; c", code: "unclosed-substitution", at: "$(", rest: "<a $(…)>" },
    { name: "unclosed backquote", text: "a `b", code: "unclosed-substitution", at: "`", rest: "<a $(…)>" },
    { name: "unclosed expansion", text: "a ${b", code: "unclosed-expansion", at: "${", rest: "<a ${b}>" },
    { name: "no parameter", text: "a ${b c} d", code: "bad-substitution", at: "${b c}", rest: "<a ${b} d>" },
    { name: "missing then", text: "if a; fi; b", code: "missing-keyword", at: "", rest: "if(<a> ? ); <b>" },
    {
      name: "missing done",
      text: "(while a; do b); c",
      code: "missing-keyword",
      at: "",
      rest: "subshell(while(<a> <b>)); <c>",
    },
    { name: "stray keyword", text: "a; fi; b", code: "unexpected-token", at: "fi", rest: "<a>; <b>" },
    { name: "stray parenthesis", text: "a ) b", code: "unexpected-token", at: ")", rest: "<a>; <b>" },
    { name: "parenthesis in a command", text: "a (b", code: "unexpected-token", at: "(", rest: "<a>; <b>" },
    { name: "nothing behind an operator", text: "a &&", code: "missing-command", at: "&&", rest: "<a>" },
    { name: "nothing before an operator", text: "&& a", code: "unexpected-token", at: "&&", rest: "<a>" },
    { name: "nothing between semicolons", text: "a; ; b", code: "unexpected-token", at: ";", rest: "<a>; <b>" },
    { name: "missing redirect target", text: "a > ; b", code: "missing-word", at: ">", rest: "<a >>; <b>" },
    { name: "unclosed heredoc", text: "a <<E\nb", code: "unclosed-heredoc", at: "<<E", rest: "<a <<E>" },
    {
      name: "unclosed condition",
      text: "[[ a; b",
      code: "unclosed-condition",
      at: "[[",
      rest: "double-bracket(a); <b>",
    },
    { name: "empty group", text: "{ }; a", code: "missing-command", at: "", rest: "group(); <a>" },
  ])("$name", ({ text, code, at, rest }) => {
    const script = parseShell(text, "bash");
    const [error] = script.errors;

    expect(outline(script.statements)).toBe(rest);
    expect(error?.code).toBe(code);
    expect(text.slice(error?.start, error?.end)).toBe(at);
  });
});

test("commands in backquotes keep their place in the text, escapes or not", () => {
  const text = "a `b \\`c \\$d\\`` e";
  const commands = commandsOf(parseShell(text, "sh"));

  expect(commands.map(({ start, end }) => text.slice(start, end))).toEqual([text, "b \\`c \\$d\\`", "c \\$d"]);
});
