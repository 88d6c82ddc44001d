import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SekishoError } from "../../packages/sekisho/src/model/error.ts";
import { evaluateRange } from "../../packages/sekisho/src/versions/ranges/evaluate-range.ts";
import type { RangeMode } from "../../packages/sekisho/src/versions/ranges/range-syntax.ts";
import { rangesOf } from "./range-arbitraries.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const casesForEach = 10_000;

/** Reads `RANGE, tab, VERSION` lines; prints `y`, `n`, or `?` for what is no range. */
interface Judge {
  readonly scheme: keyof typeof rangesOf;
  readonly mode: RangeMode;
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const nodeScript = (includePrerelease: boolean) => `const semver = require("semver");
  for (const line of require("node:fs").readFileSync(0, "utf8").slice(0, -1).split("\\n")) {
    const [range, version] = line.split("\\t");
    const valid = semver.validRange(range) !== null;
    console.log(!valid ? "?" : semver.satisfies(version, range, { includePrerelease: ${includePrerelease} }) ? "y" : "n");
  }`;

const pythonScript = `import sys
from packaging.specifiers import InvalidSpecifier, SpecifierSet
for line in sys.stdin.read().splitlines():
  text, version = line.split('\\t')
  try:
    print('y' if SpecifierSet(text).contains(version) else 'n')
  except InvalidSpecifier:
    print('?')`;

const rubyScript = `STDIN.each_line(chomp: true) do |line|
  range, version = line.split("\\t")
  puts(Gem::Requirement.new(range.split(", ")).satisfied_by?(Gem::Version.new(version)) ? "y" : "n")
rescue Gem::Requirement::BadRequirementError
  puts "?"
end`;

const phpScript = `if (!is_file("/usr/share/php/Composer/Semver/autoload.php")) exit(1);
  require "/usr/share/php/Composer/Semver/autoload.php";
  while (($line = fgets(STDIN)) !== false) {
    [$range, $version] = explode("\\t", rtrim($line, "\\n"));
    try { echo Composer\\Semver\\Semver::satisfies($version, $range) ? "y" : "n", "\\n"; }
    catch (UnexpectedValueException $error) { echo "?\\n"; }
  }`;

const elixirScript = `for line <- IO.stream(:stdio, :line) do
  [range, version] = line |> String.trim_trailing("\\n") |> String.split("\\t")
  case Version.parse_requirement(range) do
    {:ok, requirement} -> IO.puts(if Version.match?(version, requirement), do: "y", else: "n")
    :error -> IO.puts("?")
  end
end`;

const judges: readonly Judge[] = [
  { scheme: "npm", mode: "dependency", name: "node-semver", command: [process.execPath, "-e", nodeScript(false)] },
  {
    scheme: "npm",
    mode: "advisory",
    name: "node-semver with includePrerelease",
    command: [process.execPath, "-e", nodeScript(true)],
  },
  { scheme: "pep440", mode: "dependency", name: "packaging", command: ["python3", "-c", pythonScript] },
  { scheme: "gem", mode: "dependency", name: "Gem::Requirement", command: ["ruby", "-e", rubyScript] },
  { scheme: "composer", mode: "dependency", name: "composer/semver", command: ["php", "-r", phpScript] },
  { scheme: "hex", mode: "dependency", name: "Elixir Version", command: ["elixir", "-e", elixirScript] },
];

describe.each(judges)(
  "ranges of $scheme as $name reads them",
  ({ scheme, mode, name, command: [command, ...args] }) => {
    test(`${casesForEach} ranges with a version each`, { timeout: 60_000 }, ({ skip }) => {
      const { range, version } = rangesOf[scheme];
      const cases = fc.sample(fc.tuple(range, version), { seed: 20_260_102, numRuns: casesForEach });

      const input = cases.map((each) => `${each.join("\t")}\n`).join("");
      const { error, status, stdout } = spawnSync(command, args, {
        cwd: repository,
        input,
        encoding: "utf8",
        maxBuffer: 1 << 26,
      });

      if (error !== undefined || status !== 0) return skip(`${name} is not installed`);
      const native = stdout.split("\n").slice(0, -1);
      const differences = cases.flatMap(([text, each], index) => {
        const ours = judge(() => evaluateRange(scheme, text, each, mode));
        return ours === native[index] ? [] : [`${each} in "${text}": ${ours}, ${name}: ${native[index]}`];
      });
      expect(native).toHaveLength(cases.length);
      expect(differences).toEqual([]);
    });
  },
);

function judge(evaluate: () => boolean): string {
  try {
    return evaluate() ? "y" : "n";
  } catch (error) {
    if (error instanceof SekishoError && error.code === "range-invalid") return "?";
    throw error;
  }
}
