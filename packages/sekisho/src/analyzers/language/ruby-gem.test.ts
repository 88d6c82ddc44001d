import { describe, expect, test } from "vitest";
import { rubyGem } from "./ruby-gem.ts";

function analyze(path: string, text: string) {
  const bytes = Buffer.from(text);
  return rubyGem.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

const folder = "usr/lib/ruby/gems/3.3.0/specifications";

describe("gems", () => {
  test.each([
    {
      name: "generated, with platform",
      path: `${folder}/a-1.2-x86_64-linux.gemspec`,
      text: "# stub: a 1.2 x86_64-linux lib\n\ns.add_dependency 'b', '~> 1', '>= 1.1'\ns.license = 'MIT'",
      found: {
        type: "gem",
        name: "a",
        version: "1.2",
        licenses: ["MIT"],
        requires: [{ name: "b", range: "~> 1, >= 1.1" }],
        qualifiers: { platform: "x86_64-linux" },
      },
    },
    {
      name: "computed version, known by the file's name",
      path: `${folder}/net-http-0.4.1-java.gemspec`,
      text: "s.name = 'net-http'\ns.version = Net::HTTP::VERSION",
      found: {
        type: "gem",
        name: "net-http",
        version: "0.4.1",
        qualifiers: { platform: "java" },
        confidence: "likely",
      },
    },
  ])("$name", ({ path, text, found }) => {
    expect(analyze(path, text)).toEqual({ packages: [found] });
  });
});

describe("what cannot be known", () => {
  test.each([
    {
      name: "computed version in a checkout",
      text: "s.name = 'a'\ns.version = A::VERSION",
      code: "ruby/gemspec-computed",
    },
    { name: "nothing", text: "\0\0", code: "ruby/gemspec-computed" },
    { name: "hostile name", text: "s.name = \"a\\e[2J\"\ns.version = '1'", code: "package/unusable-identity" },
  ])("$name", ({ text, code }) => {
    const { packages, diagnostics } = analyze("var/www/bundle/ruby/3.3.0/bundler/gems/a-0123456/a.gemspec", text);

    expect(packages).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code }]);
  });
});
