import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SchemeId } from "../../packages/sekisho/src/versions/scheme-ids.ts";

/** Two versions. */
export type Pair = readonly [left: string, right: string];

/** A program that knows the order of a scheme. */
export interface NativeTool {
  readonly scheme: SchemeId;
  readonly name: string;
  /** Pairs in the order given: `<`, `=`, `>`, or `?` where the tool refuses one; `undefined` when it is not installed. */
  judge(pairs: readonly Pair[]): readonly string[] | undefined;
}

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Every program is started once and reads all pairs: tab between, one a line. */
export const nativeTools: readonly NativeTool[] = [
  onInput("deb", "Dpkg::Version", ["perl", "-MDpkg::Version", "-ne", perlScript()]),
  onInput("rpm", "rpm", ["rpm", "--eval", rpmScript()]),
  onInput("gem", "Gem::Version", ["ruby", "-e", rubyScript()]),
  onInput("pep440", "packaging", ["python3", "-c", pythonScript()]),
  onInput("npm", "node-semver", [process.execPath, "-e", nodeScript()]),
  onInput("semver", "node-semver", [process.execPath, "-e", nodeScript()]),
  onInput("composer", "composer/semver", ["php", "-r", phpScript()]),
  onInput("hex", "Elixir Version", ["elixir", "-e", elixirScript()]),
  onInput("cran", "R compareVersion", ["Rscript", "-e", rScript()]),
  { scheme: "maven", name: "ComparableVersion 3.9", judge: judgeWithMaven },
  { scheme: "go", name: "x/mod/semver", judge: judgeWithGo },
];

function onInput(scheme: SchemeId, name: string, [command = "", ...args]: readonly string[]): NativeTool {
  return {
    scheme,
    name,
    judge: (pairs) => linesOf(command, args, pairs.map((pair) => pair.join("\t")).join("\n")),
  };
}

function linesOf(command: string, args: readonly string[], input: string): readonly string[] | undefined {
  return outputOf(command, args, `${input}\n`)?.filter((line) => /^[<=>?]$/.test(line));
}

/** `undefined` when the program is not installed, or without the library that its script loads. */
function outputOf(command: string, args: readonly string[], input = ""): readonly string[] | undefined {
  const options = { cwd: repository, input, encoding: "utf8", maxBuffer: 1 << 26 } as const;
  const { error, status, stdout } = spawnSync(command, args, options);
  return error !== undefined || status !== 0 ? undefined : stdout.split("\n");
}

function perlScript(): string {
  return 'chomp; my ($l, $r) = split /\\t/; print qw(= > <)[version_compare($l, $r)], "\\n"';
}

function rpmScript(): string {
  return `%{lua:
    for line in io.lines() do
      local left, right = line:match("^(.-)\\t(.*)$")
      local order = rpm.vercmp(left, right)
      print((order < 0 and "<" or (order > 0 and ">" or "=")) .. "\\n")
    end}`;
}

function rubyScript(): string {
  return `STDIN.each_line(chomp: true) do |line|
    left, right = line.split("\\t").map { |text| Gem::Version.new(text) }
    puts({ -1 => "<", 0 => "=", 1 => ">" }[left <=> right])
  end`;
}

function pythonScript(): string {
  return [
    "import sys",
    "from packaging.version import Version",
    "for line in sys.stdin.read().splitlines():",
    "  left, right = map(Version, line.split('\\t'))",
    "  print('<' if left < right else '>' if left > right else '=')",
  ].join("\n");
}

function nodeScript(): string {
  return `const semver = require("semver");
    for (const line of require("node:fs").readFileSync(0, "utf8").trimEnd().split("\\n")) {
      const [left, right] = line.split("\\t");
      console.log("<=>"[semver.compare(left, right, { loose: true }) + 1]);
    }`;
}

function phpScript(): string {
  return `
    $found = array_filter(["/usr/share/php/Composer/Semver/autoload.php"], "is_file");
    if (!$found) exit(1);
    require $found[0];
    $parser = new Composer\\Semver\\VersionParser();
    while (($line = fgets(STDIN)) !== false) {
      [$left, $right] = explode("\\t", rtrim($line, "\\n"));
      try {
        $order = version_compare($parser->normalize($left), $parser->normalize($right));
        echo $order < 0 ? "<" : ($order > 0 ? ">" : "="), "\\n";
      } catch (UnexpectedValueException $error) { echo "?\\n"; }
    }`;
}

function elixirScript(): string {
  return `for line <- IO.stream(:stdio, :line) do
    [left, right] = line |> String.trim_trailing("\\n") |> String.split("\\t")
    IO.puts(%{lt: "<", eq: "=", gt: ">"}[Version.compare(left, right)])
  end`;
}

function rScript(): string {
  return `pairs <- strsplit(readLines(file("stdin")), "\\t")
    order <- vapply(pairs, function(pair) compareVersion(pair[1], pair[2]), 0)
    cat(c("<", "=", ">")[order + 2], sep = "\\n")`;
}

/** The class orders its arguments one after the other: every second line of `LEFT < RIGHT` is one of our pairs. */
function judgeWithMaven(pairs: readonly Pair[]): readonly string[] | undefined {
  const [jar] = globSync("org/apache/maven/maven-artifact/3.9.*/maven-artifact-3.9.*[0-9].jar", {
    cwd: join(homedir(), ".m2/repository"),
  });
  if (jar === undefined) return undefined;
  const type = "org.apache.maven.artifact.versioning.ComparableVersion";
  const path = join(homedir(), ".m2/repository", jar);
  const output = outputOf("java", ["-Xshare:auto", "-cp", path, type, ...pairs.flat()]);
  const orders = output?.filter((line) => line.startsWith("   ")).filter((_, index) => index % 2 === 0);
  return orders?.map((line) => / (<|==|>) /.exec(line)?.[1]?.[0] ?? "?");
}

/** Every Go brings the sources of x/mod/semver along, but for its own programs only. */
function judgeWithGo(pairs: readonly Pair[]): readonly string[] | undefined {
  const root = outputOf("go", ["env", "GOROOT"])?.[0] ?? "";
  const source = join(root, "src/cmd/vendor/golang.org/x/mod/semver/semver.go");
  if (root === "" || !existsSync(source)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "sekisho-go-order-"));
  writeFileSync(join(folder, "semver.go"), readFileSync(source, "utf8").replace("package semver", "package main"));
  writeFileSync(join(folder, "main.go"), goProgram());
  writeFileSync(join(folder, "go.mod"), "module order\n\ngo 1.21\n");
  const lines = linesOf("go", ["-C", folder, "run", "."], pairs.map((pair) => pair.map(withV).join("\t")).join("\n"));
  rmSync(folder, { recursive: true });
  return lines;
}

function withV(version: string): string {
  return version.startsWith("v") ? version : `v${version}`;
}

function goProgram(): string {
  return `package main
import ("bufio"; "fmt"; "os"; "strings")
func main() {
  lines := bufio.NewScanner(os.Stdin)
  for lines.Scan() {
    left, right, _ := strings.Cut(lines.Text(), "\\t")
    fmt.Println(string("<=>"[Compare(left, right)+1]))
  }
}`;
}
